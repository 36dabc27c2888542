package org.heaplab.allocators.buddy;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.options.Options;

/// Weighted buddy: the sizes are 2^k and 3·2^k units, nearly twice as many as those of the binary
/// system. Four are split into three and one, three into two and one, each times a power of two.
///
/// The sizes are from: Shen & Peterson, *A Weighted Buddy Method for Dynamic Storage Allocation*,
/// 1974. How blocks are split is told in more than one way. Here each size is the sum of the two
/// that it is split into, always the same two. Wilson, Johnstone, Neely & Boles, *Dynamic Storage
/// Allocation*, 1995, have it otherwise: a power of two is split in half only, and 3·2^k in half or
/// into one third and two thirds.
///
/// ```text
///    4·2^k   ┌───────────────────────────────┐
///            ├───────────────────────┬───────┤
///            │ 3·2^k                 │ 2^k   │
///            ├───────────────┬───────┼ ─ ─ ─ ┤
///            │ 2·2^k         │ 2^k   │       │
///            └───────────────┴───────┴───────┘
/// ```
///
/// Invariants: those of a [BuddyTree]; a block of 2^k units starts at a multiple of its size, and
/// one of 3·2^k at a multiple of 4·2^k.
///
/// A block of 2^k units may be a part of one of four, three or two parts, and its address does not
/// say which. So its buddy is found on the way down from the root, at one comparison for each
/// order; Shen & Peterson have two more bits in each block.
///
/// Without headers, every [AlignmentRule] holds, and a large alignment is a large block. Every
/// operation reads and writes O(log heap size) tags.
public final class WeightedBuddy {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "weighted-buddy",
              Family.BUDDY,
              "Shen & Peterson, A Weighted Buddy Method for Dynamic Storage Allocation, 1974",
              WeightedBuddy::heap)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(BuddyHeap.MIN, BuddyHeap.SIZE, AlignmentRule.OPTION);

  private WeightedBuddy() {}

  private static Allocator heap(long limitBytes, Options options) {
    return new BuddyHeap(
        limitBytes, BuddyHeap.Place.of(options), series(BuddyHeap.minBytes(options)));
  }

  static BuddyHeap.Series series(long unitBytes) {
    return new BuddyHeap.Series(unitBytes, WeightedBuddy::system, true);
  }

  /// 1, 2, 3, 4, 6, 8, 12 and so on.
  static BuddySystem system(long mostUnits) {
    var sizes = new long[BuddySystem.MAX_ORDERS];
    int orders = 0;
    sizes[orders++] = 1;
    for (long size = 2; size <= mostUnits; size *= 2) {
      sizes[orders++] = size;
      if (size / 2 * 3 <= mostUnits) sizes[orders++] = size / 2 * 3;
    }
    return new BuddySystem(sizes, orders);
  }
}
