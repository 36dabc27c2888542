package org.heaplab.allocators.buddy;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.options.Options;

/// Fibonacci buddy: the sizes are Fibonacci numbers of units, each the sum of the two before it, so
/// a block is split into the two sizes before its own. The sizes lie closer together than powers of
/// two, by a factor of 1.6, and blocks have less padding.
///
/// From: Hirschberg, *A Class of Dynamic Memory Allocation Algorithms*, 1973.
///
/// ```text
///    order 4   ┌───────────────────────────────────────┐  8 units
///              ├────────────────────────┬──────────────┤
///              │ order 3: 5 units       │ order 2: 3   │
///              ├──────────────┬─────────┼─────────┬────┤
///              │ order 2: 3   │ 1: 2    │ 1: 2    │ 0  │
///              └──────────────┴─────────┴─────────┴────┘
///    start      0              3         5         7
/// ```
///
/// Invariants: those of a [BuddyTree].
///
/// The start of a block is the sum of the first parts that are passed on the way down to it: a sum
/// of Fibonacci numbers no two of which follow each other, the only such sum there is. So the way
/// down finds the buddy, at one subtraction for each order. Cranston & Thomas, *A Simplified
/// Recombination Scheme for the Fibonacci Buddy System*, 1975, keep two bits in each block instead.
///
/// A unit has 16 bytes. Blocks start at multiples of a unit and of nothing more, so that every
/// [AlignmentRule] holds, and a request with a larger alignment takes a block with room to shift
/// its payload. Every operation reads and writes O(log heap size) tags.
public final class FibonacciBuddy {
  private static final long UNIT_BYTES = 16;

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "fibonacci-buddy",
              Family.BUDDY,
              "Hirschberg, A Class of Dynamic Memory Allocation Algorithms, 1973",
              FibonacciBuddy::heap)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(BuddyHeap.SIZE, AlignmentRule.OPTION);

  private FibonacciBuddy() {}

  private static Allocator heap(long limitBytes, Options options) {
    return new BuddyHeap(limitBytes, BuddyHeap.Place.of(options), series());
  }

  static BuddyHeap.Series series() {
    return new BuddyHeap.Series(UNIT_BYTES, FibonacciBuddy::system, false);
  }

  /// 1, 2, 3, 5, 8 and so on.
  static BuddySystem system(long mostUnits) {
    var sizes = new long[BuddySystem.MAX_ORDERS];
    int orders = 0;
    for (long size = 1, next = 2, sum; size <= mostUnits; size = next, next = sum) {
      sum = size + next;
      sizes[orders++] = size;
    }
    return new BuddySystem(sizes, orders);
  }
}
