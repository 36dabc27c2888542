package org.heaplab.allocators.broken;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.baseline.Bump;

/// Broken: of every request it forgets to count a page, so that its footprint is too small.
public final class WrongFootprint extends RuleBreaker {
  /// As a catalogue would have it.
  public static final Entry ENTRY =
      Entry.ofPointers("broken-footprint", Family.BASELINE, "heaplab, 2026", WrongFootprint::new)
          .can(Capability.COUNTS, Capability.LIMITS);

  private long forgottenBytes;

  public WrongFootprint(long limitBytes) {
    super(new Bump(limitBytes, AlignmentRule.EIGHT));
  }

  @Override
  public long malloc(long size) {
    forgottenBytes += Backing.PAGE_BYTES;
    return right.malloc(size);
  }

  @Override
  public long footprintBytes() {
    return Math.max(right.footprintBytes() - forgottenBytes, Backing.PAGE_BYTES);
  }
}
