package org.heaplab.allocators.baseline;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;

/// Does nothing: every block is the same bytes, an area large enough for any of them. What a
/// measurement says of it is what the measurement itself costs.
///
/// It breaks the contract on purpose: blocks overlap, and its footprint is not counted.
public final class Nothing implements BackedAllocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers("nothing", Family.BASELINE, "heaplab, 2026", limitBytes -> new Nothing())
          .without(Capability.STORES);

  private final Backing backing = new Backing(Backing.MAX_BYTES, Long.MAX_VALUE);
  private final long base = backing.base();

  @Override
  public long malloc(long size) {
    return Long.compareUnsigned(size, Backing.MAX_BYTES) <= 0 ? base : NULL;
  }

  @Override
  public long malloc(long size, long alignment) {
    Alignment.require(alignment);
    return malloc(size);
  }

  @Override
  public long realloc(long address, long size) {
    return malloc(size);
  }

  @Override
  public void free(long address) {}

  @Override
  public long usableSize(long address) {
    return Backing.MAX_BYTES;
  }

  @Override
  public long footprintBytes() {
    return 0;
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {}
}
