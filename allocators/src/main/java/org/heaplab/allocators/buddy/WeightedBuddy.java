package org.heaplab.allocators.buddy;

import java.util.Arrays;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.DirtyPages;
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
/// A block of 2^k units may be a part of one of four, three or two parts. Shen & Peterson have two
/// more bits in each block to say which; here it is seen from the block's start, see [Weights].
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
          .with(BuddyHeap.MIN, BuddyHeap.SIZE, DirtyPages.OPTION, AlignmentRule.OPTION);

  private WeightedBuddy() {}

  private static Allocator heap(long limitBytes, Options options) {
    return new BuddyHeap(limitBytes, options, series(BuddyHeap.minBytes(options)));
  }

  static BuddyHeap.Series series(long unitBytes) {
    return new BuddyHeap.Series(unitBytes, Weights::new, true);
  }

  /// 1, 2, 3, 4, 6, 8, 12 and so on.
  static final class Weights extends BuddySystem {
    Weights(long mostUnits) {
      super(sizes(mostUnits));
    }

    private static long[] sizes(long most) {
      var sizes = new long[MAX_ORDERS];
      int orders = 0;
      sizes[orders++] = 1;
      for (long size = 2; size <= most; size *= 2) {
        sizes[orders++] = size;
        if (size / 2 * 3 <= most) sizes[orders++] = size / 2 * 3;
      }
      return Arrays.copyOf(sizes, orders);
    }

    /// The way down to a block of 2^k units is written in the bits of its start from the highest
    /// on: 0 is the first half of 2^n units, 10 the third quarter and 11 the last one. After a 0
    /// one of these always ends, so that the ones in front of bit k, in pairs, tell whether it
    /// begins one. Two units alone have a second half: 1.
    @Override
    long parent(long block, int order, int root) {
      if (order > 0 && order % 2 == 0) return block;
      int log = (order + 1) / 2;
      long bits = block >>> log;
      int ones = Long.numberOfTrailingZeros(~(bits >>> 1));
      long behind = (bits & 1) + 2L * (ones & 1);
      return block - (behind << log);
    }

    /// A second part of 2^k units stands behind two or three times as many; one of a single unit
    /// may also stand behind one.
    @Override
    int parentOrder(long block, int order, long start) {
      if (start == block) return order + 1;
      int log = (order + 1) / 2;
      return 2 * log + (int) ((block - start) >>> log);
    }
  }
}
