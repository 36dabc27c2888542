package org.heaplab.measure.locality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.IntStream;

/// An order in which all blocks of a trace are laid side by side, each at an address of its own
/// that no other block ever has. It shows what the order is worth, without what an allocator saves
/// by using addresses again. All orders but the first know the future.
enum PlacementOrder {
  BIRTH("in the order of their mallocs", blocks -> ordered(blocks, birth -> birth)),

  FIRST_USE("by first use", blocks -> ordered(blocks, birth -> blocks.firstUse(birth))),

  MOST_USED("most used first", blocks -> ordered(blocks, birth -> -blocks.uses(birth))),

  /// Each block is followed by the one that is mostly used right after it, if that has no place
  /// yet: chains that begin at the most used blocks. The idea is that of clustering by affinity.
  TOGETHER("used together", PlacementOrder::chained);

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, which its type cannot say.
  private final Function<UsedBlocksOfTrace, int[]> order;

  PlacementOrder(String title, Function<UsedBlocksOfTrace, int[]> order) {
    this.title = title;
    this.order = order;
  }

  /// As results call it.
  String title() {
    return title;
  }

  /// The births of all blocks in this order.
  int[] of(UsedBlocksOfTrace blocks) {
    return order.apply(blocks);
  }

  private interface Rank {
    long of(int birth);
  }

  private static int[] ordered(UsedBlocksOfTrace blocks, Rank rank) {
    return IntStream.range(0, blocks.count())
        .boxed()
        .sorted(Comparator.comparingLong(rank::of))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] chained(UsedBlocksOfTrace blocks) {
    var order = new int[blocks.count()];
    var isPlaced = new boolean[blocks.count()];
    int placed = 0;
    for (int first : MOST_USED.of(blocks)) {
      for (int birth = first; birth >= 0 && !isPlaced[birth]; birth = blocks.next(birth)) {
        isPlaced[birth] = true;
        order[placed++] = birth;
      }
    }
    return Arrays.copyOf(order, placed);
  }
}
