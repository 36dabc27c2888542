package org.heaplab.allocators.mechanism.tagged;

import java.util.function.Function;
import org.heaplab.allocators.Allocator;
import org.heaplab.options.Options;

/// Free blocks in a [FreeOrder], searched for the first that is large enough. A search may start
/// where the last one ended: at the *roving pointer*.
public interface FreeSequence extends FreeBlocks {
  /// The first block of at least this size, or 0.
  int firstAtLeast(int size);

  /// The first block of at least this size from the roving pointer on and round to it, or 0. The
  /// roving pointer moves there, and with the block's end or behind the block when it is taken.
  int nextAtLeast(int size);

  /// A heap whose policy is such a search. In the order of addresses its free blocks are in
  /// [AddressBuckets]; in the orders of freeing they are in a [FreeList], or, where bookkeeping
  /// does not count, in an [IndexedFreeList].
  ///
  /// @param options among them [FreeOrder#OPTION]
  /// @param search makes the policy of the free blocks that it searches
  static Allocator heap(
      long limitBytes, Options options, Function<FreeSequence, PlacementPolicy> search) {
    FreeOrder order = FreeOrder.of(options);
    TaggedBlocks blocks;
    FreeSequence free;
    if (order == FreeOrder.ADDRESS) {
      blocks = TaggedBlocks.of(limitBytes, options, AddressBuckets::tableBytesFor);
      free = new AddressBuckets(blocks);
    } else if (options.bytes(TaggedBlocks.HEADER) > 0) {
      blocks = TaggedBlocks.of(limitBytes, options);
      free = new FreeList(blocks, order);
    } else {
      blocks = TaggedBlocks.of(limitBytes, options, IndexedFreeList::tableBytesFor);
      free = new IndexedFreeList(blocks, order);
    }
    return new BoundaryTagHeap(blocks, free, search.apply(free), options);
  }
}
