package org.heaplab.allocators.sequential;

import static org.heaplab.allocators.NamedSetting.ofJohnstoneAndWilson;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.tagged.AddressBuckets;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.FreeOrder;
import org.heaplab.allocators.mechanism.tagged.FreeSequence;
import org.heaplab.allocators.mechanism.tagged.IndexedFreeList;
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
/// number of free blocks, or O(log n) where bookkeeping does not count, with the [IndexedFreeList].
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
    return FreeSequence.heap(limitBytes, options, free -> free::nextAtLeast);
  }
}
