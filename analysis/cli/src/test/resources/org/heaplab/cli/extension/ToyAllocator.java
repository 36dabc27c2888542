package org.heaplab.allocators.baseline;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;

/// A bump allocator under another name.
public final class ToyAllocator {
  public static final Entry ENTRY =
      Entry.of("toy", Family.SEQUENTIAL, "a toy, 2026", Bump.ENTRY.maker())
          .can(Capability.COUNTS, Capability.LIMITS)
          .with(AlignmentRule.OPTION);

  private ToyAllocator() {}
}
