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

/// First fit: the first free block that is large enough, cut at its start. First means the lowest
/// address; with `order=lifo` and `order=fifo` the free blocks stand in a list, the one freed last
/// at its start or at its end.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5, Algorithms A and C. That address
/// order matters: Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*, 1995.
///
/// ```text
///    request  ███
///    heap     ░░ ██ ░░░░░ ██ ░░░ ██ ░░░░░░░░      ░ free   █ used
///                   ▲ taken  ╰─ fits better
/// ```
///
/// The blocks are those of a [BoundaryTagHeap]. In address order an operation costs O(log heap
/// size): a search of all free blocks would take too long, so they are found through the largest of
/// each of the [AddressBuckets]. In the lists it costs O(n) in the number of free blocks; where
/// headers do not count, neither does an index, and it costs O(log n) with the [IndexedFreeList].
public final class FirstFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
              "first-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              FirstFit::heap,
              FreeOrder.OPTION)
          .can(Capability.SCALES)
          .losing(Capability.SCALES, FreeOrder.OPTION, "lifo")
          .losing(Capability.SCALES, FreeOrder.OPTION, "fifo")
          .named(
              ofJohnstoneAndWilson("first-fit-ao-8k", "order=address", "step=8K", "header=0"),
              ofJohnstoneAndWilson("first-fit-ao", "order=address", "header=0"),
              ofJohnstoneAndWilson("first-fit-lifo", "order=lifo", "header=0"),
              ofJohnstoneAndWilson("first-fit-fifo", "order=fifo", "header=0"));

  private FirstFit() {}

  static Allocator heap(long limitBytes, Options options) {
    return FreeSequence.heap(limitBytes, options, free -> free::firstAtLeast);
  }
}
