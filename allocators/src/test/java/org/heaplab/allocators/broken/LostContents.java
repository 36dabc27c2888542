package org.heaplab.allocators.broken;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.baseline.Bump;

/// Broken: `realloc` moves a block and forgets what was in it.
public final class LostContents extends RuleBreaker {
  /// As a catalogue would have it.
  public static final Entry ENTRY =
      Entry.ofPointers("broken-contents", Family.BASELINE, "heaplab, 2026", LostContents::new)
          .can(Capability.COUNTS, Capability.LIMITS);

  public LostContents(long limitBytes) {
    super(new Bump(limitBytes, AlignmentRule.EIGHT));
  }

  @Override
  public long realloc(long address, long size) {
    long moved = right.malloc(size);
    if (moved != NULL) right.free(address);
    return moved;
  }
}
