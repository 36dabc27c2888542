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
/// of Fibonacci numbers no two of which follow each other, the only such sum there is (Zeckendorf,
/// 1972). Its smallest number tells which part the block is of what. Cranston & Thomas, *A
/// Simplified Recombination Scheme for the Fibonacci Buddy System*, 1975, keep two bits in each
/// block for it; here it is seen from the start itself, see [FibonacciNumbers].
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
          .with(BuddyHeap.SIZE, DirtyPages.OPTION, AlignmentRule.OPTION);

  private FibonacciBuddy() {}

  private static Allocator heap(long limitBytes, Options options) {
    return new BuddyHeap(limitBytes, options, series());
  }

  static BuddyHeap.Series series() {
    return new BuddyHeap.Series(UNIT_BYTES, FibonacciNumbers::new, false);
  }

  /// 1, 2, 3, 5, 8 and so on.
  static final class FibonacciNumbers extends BuddySystem {
    /// 2^64 over the golden ratio.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[] low;
    private final long[] width;

    FibonacciNumbers(long mostUnits) {
      super(sizes(mostUnits));
      low = new long[orders()];
      width = new long[orders()];
      for (int order = 0; order < orders(); order++) {
        low[order] = order % 2 == 0 ? -power(order + 1) : power(order + 3);
        width[order] = power(order + 2);
      }
    }

    private static long[] sizes(long most) {
      var sizes = new long[MAX_ORDERS];
      int orders = 0;
      for (long size = 1, next = 2, sum; size <= most; size = next, next = sum) {
        sum = size + next;
        sizes[orders++] = size;
      }
      return Arrays.copyOf(sizes, orders);
    }

    /// A power of the inverse golden ratio, in units of 2^-64.
    private static long power(int exponent) {
      long number = 1;
      for (long i = 1, before = 0, sum; i < exponent; i++, before = number, number = sum) {
        sum = before + number;
      }
      return exponent % 2 == 0 ? -number * GOLDEN : number * GOLDEN;
    }

    /// Whether a size is the smallest number of the sum that a start is. Over the golden ratio g,
    /// the k-th Fibonacci number (order k-2) is another one, less by (-g)^-k: less where k is even
    /// and more where it is odd. In a sum without neighbours the smallest number decides: it lies
    /// beside a whole number by more than g^(-k-1) and less than g^(-k+1), on the side of its
    /// smallest. So far down as there are units, 64 bits are enough to tell.
    private boolean isSmallest(int order, long start) {
      return Long.compareUnsigned(start * GOLDEN - low[order], width[order]) < 0;
    }

    /// A second part follows a first part of the next larger order, or, when it is the smaller half
    /// of 2, of its own.
    @Override
    long parent(long block, int order, int root) {
      if (isSmallest(order + 1, block)) return block - size(order + 1);
      return order == 0 && isSmallest(0, block) ? block - 1 : block;
    }

    @Override
    int parentOrder(long block, int order, long start) {
      return block - start <= 1 ? order + 1 : order + 2;
    }
  }
}
