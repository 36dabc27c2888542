package org.heaplab.allocators.baseline;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.FreeList;
import org.heaplab.allocators.mechanism.tagged.FreeOrder;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Spends time to save memory: blocks are cut to the size requested plus a header, and the whole
/// list of free blocks is searched, for a block of exactly this size or else the smallest that is
/// large enough, before another page is asked for. It is the other extreme from [PagePerRequest]
/// and [Bump], which do not search at all.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5: best fit, as one writes it first.
///
/// ```text
///    list ─▶ ┌────────┐   ┌─────┐   ┌────┐   ┌──────────┐
///            │ 80     │ ─▶│ 40  │ ─▶│ 24 │ ─▶│ 120      │    for 32: 40, after all four
///            └────────┘   └─────┘   └────┘   └──────────┘
/// ```
///
/// The blocks are those of a [BoundaryTagHeap], the free ones in a [FreeList], the one freed last
/// first. Allocating costs O(n) in the number of free blocks, freeing takes constant time.
public final class Exact {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
          "exact", Family.BASELINE, "Knuth, The Art of Computer Programming 1, 1968", Exact::heap);

  private Exact() {}

  static Allocator heap(long limitBytes, Options options) {
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options);
    var free = new FreeList(blocks, FreeOrder.LIFO);
    return new BoundaryTagHeap(blocks, free, free::smallestAtLeast, options);
  }
}
