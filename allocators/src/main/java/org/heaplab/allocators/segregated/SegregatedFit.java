package org.heaplab.allocators.segregated;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.PowerClasses;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.ClassLists;
import org.heaplab.allocators.mechanism.tagged.PlacementPolicy;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Segregated fit: a list of free blocks for each range of sizes. A request searches the list of
/// its own size from the start, and when no block there is large enough, takes the first block of
/// the next list that has one: all of those are large enough. Blocks are split and coalesce; only
/// the list that they stand in depends on their size.
///
/// From: the segregated fits of Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*,
/// 1995.
///
/// ```text
///    units     16…31    ● ─▶ ● ─▶ ●      a request of 20 is searched for here,
///              32…63    –
///              64…127   ● ─▶ ●           and then takes the first block of this list
/// ```
///
/// Invariant: a free block is in the list of the largest class that is at most its size.
///
/// The blocks are those of a [BoundaryTagHeap], the classes [PowerClasses] of units. Allocating
/// costs O(n) in the number of free blocks of one class, freeing takes constant time.
public final class SegregatedFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
          "segregated-fit",
          Family.SEGREGATED,
          "Wilson, Johnstone, Neely & Boles, Dynamic Storage Allocation, 1995",
          SegregatedFit::heap,
          SizeClasses.OPTION);

  private SegregatedFit() {}

  static Allocator heap(long limitBytes, Options options) {
    PowerClasses classes = SizeClasses.of(options);
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options);
    var free = new ClassLists(blocks, PowerClasses.COUNT, classes::floor);
    PlacementPolicy policy =
        size -> {
          int own = classes.floor(size);
          int block = free.firstAtLeast(own, size);
          return block != 0 ? block : free.firstFrom(own + 1);
        };
    return new BoundaryTagHeap(blocks, free, policy, options);
  }
}
