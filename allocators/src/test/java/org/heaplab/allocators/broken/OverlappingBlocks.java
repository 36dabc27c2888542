package org.heaplab.allocators.broken;

import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.baseline.PagePerRequest;

/// Broken: every few requests, a small block is placed in the second half of the page that the
/// block before it already has.
public final class OverlappingBlocks extends RuleBreaker {
  /// As a catalogue would have it.
  public static final Entry ENTRY =
      Entry.ofPointers("broken-overlap", Family.BASELINE, "heaplab, 2026", OverlappingBlocks::new)
          .can(Capability.COUNTS, Capability.LIMITS);

  private static final int PERIOD = 8;
  private static final long HALF_PAGE_BYTES = Backing.PAGE_BYTES / 2;

  private long latest;
  private int requests;

  public OverlappingBlocks(long limitBytes) {
    super(new PagePerRequest(limitBytes));
  }

  @Override
  public long malloc(long size) {
    if (++requests % PERIOD == 0 && latest != NULL && size >= 0 && size <= HALF_PAGE_BYTES) {
      return latest + HALF_PAGE_BYTES;
    }
    latest = right.malloc(size);
    return latest;
  }

  @Override
  public long realloc(long address, long size) {
    if (!isOverlapping(address)) return right.realloc(address, size);
    long moved = right.malloc(size);
    if (moved != NULL) Memory.copy(address, moved, Math.min(size, HALF_PAGE_BYTES));
    return moved;
  }

  @Override
  public void free(long address) {
    if (!isOverlapping(address)) right.free(address);
  }

  @Override
  public long usableSize(long address) {
    return isOverlapping(address) ? HALF_PAGE_BYTES : right.usableSize(address);
  }

  private static boolean isOverlapping(long address) {
    return address % Backing.PAGE_BYTES != 0;
  }
}
