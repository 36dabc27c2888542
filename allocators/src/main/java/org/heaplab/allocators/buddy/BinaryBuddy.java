package org.heaplab.allocators.buddy;

import static org.heaplab.allocators.NamedSetting.ofJohnstoneAndWilson;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.options.Options;

/// Binary buddy: every block has a power of two of units and starts at a multiple of its size. A
/// block of order k is split into two of order k-1, and joins only with the other of these two, its
/// buddy, whose address differs in one bit.
///
/// From: Knowlton, *A Fast Storage Allocator*, 1965; Knuth, *The Art of Computer Programming* 1,
/// 1968, §2.5, Algorithms R and S.
///
/// ```text
///    order 2   ┌───────────────────────────────┐
///          1   ├───────────────┬───────────────┤
///          0   ├───────┬───────┼ ─ ─ ─ ─ ─ ─ ─ ┤
///              │ used  │ free  │ used          │
///              └───────┴───────┴───────────────┘
///    bit 0       0       1                          of the first unit
///    bit 1       0       0       1
/// ```
///
/// Invariants: those of a [BuddyTree]; bit k of the number of a block's first unit is 0 when it is
/// the first of two buddies of order k.
///
/// Without headers, every [AlignmentRule] holds, and a large alignment is a large block. The
/// literature puts the padding at 25 % to 28 % (Johnstone & Wilson, 1998; Wilson, Johnstone, Neely
/// & Boles, 1995). Every operation costs O(log heap size), and to find a buddy takes constant time.
public final class BinaryBuddy {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "buddy", Family.BUDDY, "Knowlton, A Fast Storage Allocator, 1965", BinaryBuddy::heap)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(BuddyHeap.MIN, BuddyHeap.SIZE, DirtyPages.OPTION, AlignmentRule.OPTION)
          .named(ofJohnstoneAndWilson("binary-buddy", "size=uncounted"));

  private BinaryBuddy() {}

  private static Allocator heap(long limitBytes, Options options) {
    return new BuddyHeap(limitBytes, options, series(BuddyHeap.minBytes(options)));
  }

  static BuddyHeap.Series series(long unitBytes) {
    return new BuddyHeap.Series(unitBytes, PowersOfTwo::new, true);
  }

  /// 1, 2, 4, 8 and so on.
  static final class PowersOfTwo extends BuddySystem {
    PowersOfTwo(long mostUnits) {
      super(sizes(mostUnits));
    }

    private static long[] sizes(long most) {
      var sizes = new long[Log2.floor(most) + 1];
      for (int order = 0; order < sizes.length; order++) sizes[order] = 1L << order;
      return sizes;
    }

    /// Clears the bit in which the buddies differ.
    @Override
    long parent(long block, int order, int root) {
      return block & ~(1L << order);
    }

    @Override
    int parentOrder(long block, int order, long start) {
      return order + 1;
    }
  }
}
