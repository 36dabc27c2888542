package org.heaplab.allocators.sequential;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.FreeOrder;
import org.heaplab.allocators.mechanism.tagged.SizeTree;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Worst fit: the largest free block, cut at its start, so that what is left of it is most likely
/// to be of use. Of several largest ones it is that with the lowest address, or, with `order=lifo`
/// and `order=fifo`, the one freed last or first. It shows what best fit wins: large free blocks
/// are used up first, and then large requests find none.
///
/// From: Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*, 1995.
///
/// ```text
///    request  ███
///    heap     ░░ ██ ░░░░░ ██ ░░░ ██ ░░░░░░░░      ░ free   █ used
///                                   ▲ taken
/// ```
///
/// The blocks are those of a [BoundaryTagHeap], the free ones in a [SizeTree]. Expected O(log n) in
/// the number of free blocks.
public final class WorstFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
              "worst-fit",
              Family.SEQUENTIAL,
              "Wilson, Johnstone, Neely & Boles, Dynamic Storage Allocation, 1995",
              WorstFit::heap,
              FreeOrder.OPTION)
          .can(Capability.SCALES);

  private WorstFit() {}

  static Allocator heap(long limitBytes, Options options) {
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options, bytes -> SizeTree.TABLE_BYTES);
    var free = SizeTree.largestFirst(blocks, FreeOrder.of(options));
    return new BoundaryTagHeap(blocks, free, free::largest, options);
  }
}
