package org.heaplab.allocators.buddy;

import static org.heaplab.allocators.NamedSetting.ofJohnstoneAndWilson;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.options.Options;

/// Double buddy: two binary buddy systems side by side, one of blocks of 2^k and one of 3·2^k. A
/// request goes to the one whose block is smaller, which halves the padding of one system alone. A
/// block never leaves its system: free bytes of the one do not serve requests of the other, unless
/// there is no memory left for its own.
///
/// From: Wise, *The Double Buddy System*, a technical report of 1978; Page & Hagins, *Improving the
/// Performance of Buddy Systems*, 1986. That a request takes a block of the other system when there
/// is no memory left for its own is ours.
///
/// ```text
///    base                               second tree
///     ├───────────────┬───────────────┬───┴───────────────┬ ─ ─
///     │ 2^k           │ 2^k           │ 3·2^(k-1)         │
///     ├───────┬───────┼ ─ ─ ─ ─ ─ ─ ─ ┼─────────┬─────────┼ ─ ─
///     └───────┴───────┘               └─────────┴─────────┘
/// ```
///
/// Invariants: those of a [BuddyTree], for each of the two; a block starts at a multiple of its
/// size from the start of its tree.
///
/// The smallest block of the second tree has one and a half times the bytes of the other's, or
/// three times where it would not have the alignment that the [AlignmentRule] asks for. A larger
/// alignment than that is a large block of the first tree, or with headers a block with room to
/// shift its payload. Costs are those of [BinaryBuddy].
public final class DoubleBuddy {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "double-buddy",
              Family.BUDDY,
              "Wise, The Double Buddy System, 1978",
              DoubleBuddy::heap)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(BuddyHeap.MIN, BuddyHeap.SIZE, DirtyPages.OPTION, AlignmentRule.OPTION)
          .named(ofJohnstoneAndWilson("double-buddy", "size=uncounted"));

  private DoubleBuddy() {}

  private static Allocator heap(long limitBytes, Options options) {
    long minBytes = BuddyHeap.minBytes(options);
    return new BuddyHeap(limitBytes, options, series(minBytes, AlignmentRule.of(options)));
  }

  static BuddyHeap.Series[] series(long minBytes, AlignmentRule rule) {
    long third = Math.max(minBytes / 2, rule.bytes());
    return new BuddyHeap.Series[] {BinaryBuddy.series(minBytes), BinaryBuddy.series(3 * third)};
  }
}
