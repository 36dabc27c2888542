package org.heaplab.allocators.sequential;

import static org.heaplab.allocators.NamedSetting.ofJohnstoneAndWilson;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.FreeOrder;
import org.heaplab.allocators.mechanism.tagged.SizeTree;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Best fit: of the smallest free blocks that are large enough the one with the lowest address, cut
/// at its start. With `order=lifo` and `order=fifo` it is the one freed last or first.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5. Measured to waste least of the
/// classical policies by Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998.
///
/// ```text
///    request  ███
///    heap     ░░ ██ ░░░░░ ██ ░░░ ██ ░░░░░░░░      ░ free   █ used
///                            ▲ taken
/// ```
///
/// The blocks are those of a [BoundaryTagHeap], the free ones in a [SizeTree]. Expected O(log n) in
/// the number of free blocks.
///
/// Where arrays grow by little with `realloc`, what it leaves over is too small for all that comes
/// later, and the heap may grow to several times what lives.
public final class BestFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
              "best-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              BestFit::heap,
              FreeOrder.OPTION)
          .can(Capability.SCALES)
          .named(
              ofJohnstoneAndWilson("best-fit-ao-8k", "order=address", "step=8K", "header=0"),
              ofJohnstoneAndWilson("best-fit-ao", "order=address", "header=0"),
              ofJohnstoneAndWilson("best-fit-lifo", "order=lifo", "header=0"),
              ofJohnstoneAndWilson("best-fit-fifo", "order=fifo", "header=0"));

  private BestFit() {}

  static Allocator heap(long limitBytes, Options options) {
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options, bytes -> SizeTree.TABLE_BYTES);
    var free = SizeTree.smallestFirst(blocks, FreeOrder.of(options));
    return new BoundaryTagHeap(blocks, free, free::smallestAtLeast, options);
  }
}
