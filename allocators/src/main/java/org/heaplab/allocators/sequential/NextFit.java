package org.heaplab.allocators.sequential;

import static org.heaplab.allocators.NamedSetting.ofJohnstoneAndWilson;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.tagged.AddressBuckets;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.FreeList;
import org.heaplab.allocators.mechanism.tagged.FreeOrder;
import org.heaplab.allocators.mechanism.tagged.PlacementPolicy;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Next fit: first fit, but the search goes on from where the last one ended, the *roving pointer*,
/// and round to it. Small rests do not gather at the start of the free blocks, where every search
/// would have to pass them; but blocks of one phase of the program lie among those of others.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5, who proposes the roving pointer
/// for speed. That it costs memory: Johnstone & Wilson, *The Memory Fragmentation Problem:
/// Solved?*, 1998.
///
/// ```text
///    request  ███
///    heap     ░░░ ██ ░░░ ██ ░░ ██ ░░░░░░░░ ██ ░░░      ░ free   █ used
///                    ▲ last one   ▲ taken
/// ```
///
/// The blocks are those of a [BoundaryTagHeap]. In address order an operation costs O(log heap
/// size), through [AddressBuckets]. In the lists (`order=lifo`, `order=fifo`) it costs O(n) in the
/// number of free blocks.
public final class NextFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
              "next-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              NextFit::heap,
              FreeOrder.OPTION)
          .can(Capability.SCALES)
          .losing(Capability.SCALES, FreeOrder.OPTION, "lifo")
          .losing(Capability.SCALES, FreeOrder.OPTION, "fifo")
          .named(
              ofJohnstoneAndWilson("next-fit-ao", "order=address", "header=0"),
              ofJohnstoneAndWilson("next-fit-lifo", "order=lifo", "header=0"),
              ofJohnstoneAndWilson("next-fit-fifo", "order=fifo", "header=0"));

  private NextFit() {}

  static Allocator heap(long limitBytes, Options options) {
    FreeOrder order = FreeOrder.of(options);
    if (order == FreeOrder.ADDRESS) {
      TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options, AddressBuckets::tableBytesFor);
      var free = new AddressBuckets(blocks);
      return new BoundaryTagHeap(blocks, free, new ByAddress(free), options);
    }
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options);
    var free = new FreeList(blocks, order);
    return new BoundaryTagHeap(blocks, free, free::nextAtLeast, options);
  }

  /// From the block taken last on, in the order of addresses. What was left of that block, if
  /// anything, comes next.
  private static final class ByAddress implements PlacementPolicy {
    private final AddressBuckets free;
    private int rover;

    ByAddress(AddressBuckets free) {
      this.free = free;
    }

    @Override
    public int find(int size) {
      int found = free.lowestAtLeast(size, rover);
      if (found == 0) found = free.lowestAtLeast(size);
      if (found != 0) rover = found;
      return found;
    }
  }
}
