package org.heaplab.allocators.sequential;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.mechanism.AddressBuckets;
import org.heaplab.allocators.mechanism.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.FreeList;
import org.heaplab.allocators.mechanism.Policy;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// First fit: the first free block that is large enough, cut at its start. First means the lowest
/// address, found by a tree; with `order=lifo` and `order=fifo` the free blocks stand in a list,
/// the one freed last at its start or at its end.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5, Algorithms A and C. That address
/// order matters: Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*, 1995.
///
/// The blocks are those of [BoundaryTagHeap]. In address order an operation costs O(log heap size),
/// in the lists O(n) in the number of free blocks.
public final class FirstFit {
  private static final Option ORDER =
      Option.choice("order", "in which order free blocks are searched", "address", "lifo", "fifo");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "first-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              FirstFit::create)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(ORDER, BoundaryTagHeap.TRIM, BoundaryTagHeap.STEP);

  private FirstFit() {}

  static Allocator create(long limitBytes, Options options) {
    Policy policy =
        switch (options.text(ORDER)) {
          case "lifo" -> FreeList.policy(true);
          case "fifo" -> FreeList.policy(false);
          default -> AddressBuckets.POLICY;
        };
    return new BoundaryTagHeap(limitBytes, policy, options);
  }
}
