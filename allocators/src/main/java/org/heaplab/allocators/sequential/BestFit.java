package org.heaplab.allocators.sequential;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.mechanism.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.PlacementPolicy;
import org.heaplab.allocators.mechanism.SizeTree;
import org.heaplab.allocators.mechanism.TaggedBlocks;
import org.heaplab.options.Options;

/// Best fit: of the smallest free blocks that are large enough the one with the lowest address, cut
/// at its start. All free blocks stand in a tree by size and address.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5. Measured to waste least of the
/// classical policies by Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998.
///
/// The blocks are those of a [BoundaryTagHeap]. Expected O(log n) in the number of free blocks.
public final class BestFit implements PlacementPolicy {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "best-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              BestFit::heap)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(BoundaryTagHeap.TRIM, BoundaryTagHeap.STEP, AlignmentRule.OPTION);

  private final SizeTree tree;

  private BestFit(TaggedBlocks blocks) {
    tree = new SizeTree(blocks);
  }

  static Allocator heap(long limitBytes, Options options) {
    AlignmentRule rule = AlignmentRule.of(options);
    var blocks = new TaggedBlocks(limitBytes, rule, bytes -> SizeTree.TABLE_BYTES);
    return new BoundaryTagHeap(blocks, new BestFit(blocks), options);
  }

  @Override
  public int find(int size) {
    return tree.smallestAtLeast(size);
  }

  @Override
  public void insert(int block) {
    tree.insert(block);
  }

  @Override
  public void remove(int block) {
    tree.remove(block);
  }

  @Override
  public boolean resize(int end) {
    return tree.resize(end);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    tree.walk(visitor);
  }
}
