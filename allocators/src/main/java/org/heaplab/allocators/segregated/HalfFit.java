package org.heaplab.allocators.segregated;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.ClassLists;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Half fit: a list of free blocks for each power of two, and a request takes the first block of
/// the first list in which every block is large enough. Nothing is searched, so the time is bounded
/// by a constant; but free blocks that are large enough and stand in the list below are not seen.
///
/// From: Ogasawara, *An Algorithm with Constant Execution Time for Dynamic Storage Allocation*,
/// 1995, as Masmano, Ripoll, Crespo & Real, *A Constant-Time Dynamic Storage Allocator for
/// Real-Time Systems*, 2008, tell of it.
///
/// ```text
///    list   units      bits
///      4    16…31      1      ●            a request of 20 does not look here,
///      5    32…63      0      –
///      6    64…127     1      ● ─▶ ●       and takes the first block of this list
/// ```
///
/// Invariant: a free block of n units is in list ⌊log₂ n⌋, and the bit of a list is set exactly
/// when it is not empty.
///
/// The blocks are those of a [BoundaryTagHeap]. Every operation takes constant time.
public final class HalfFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
              "half-fit",
              Family.SEGREGATED,
              "Ogasawara, An Algorithm with Constant Execution Time for Dynamic Storage Allocation,"
                  + " 1995",
              HalfFit::heap)
          .can(Capability.SCALES);

  private HalfFit() {}

  static Allocator heap(long limitBytes, Options options) {
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options);
    var free = new ClassLists(blocks, Integer.SIZE, Log2::floor);
    return new BoundaryTagHeap(blocks, free, size -> free.firstFrom(Log2.ceiling(size)), options);
  }
}
