package org.heaplab.allocators.sequential;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.mechanism.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.SizeTree;
import org.heaplab.options.Options;

/// Best fit: of the smallest free blocks that are large enough the one with the lowest address, cut
/// at its start.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5. Measured to waste least of the
/// classical policies by Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998.
///
/// The blocks are those of [BoundaryTagHeap]. Expected O(log n) in the number of free blocks.
public final class BestFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "best-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              BestFit::create)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(BoundaryTagHeap.TRIM, BoundaryTagHeap.STEP);

  private BestFit() {}

  static Allocator create(long limitBytes, Options options) {
    return new BoundaryTagHeap(limitBytes, SizeTree.POLICY, options);
  }
}
