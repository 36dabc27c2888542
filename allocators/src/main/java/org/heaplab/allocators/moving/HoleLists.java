package org.heaplab.allocators.moving;

import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.Log2;

/// Free blocks of [SubHeaps] in lists, one for each power of two bytes, the one freed last first. A
/// search looks at a few blocks of the list that the request falls in, and then takes any block of
/// a list whose blocks are all large enough.
final class HoleLists {
  private static final int LISTS = 32;
  private static final int MOST_LOOKS = 8;

  private final AnchorageBlocks blocks;
  private final BlockLists lists;

  HoleLists(AnchorageBlocks blocks) {
    this.blocks = blocks;
    this.lists = new BlockLists(blocks.payload(0), LISTS);
  }

  void add(int block) {
    lists.addFirst(listOf(block), block);
  }

  void remove(int block) {
    lists.remove(listOf(block), block);
  }

  /// A block of at least so many bytes, which stays in its list, or 0.
  int find(long bytes) {
    int list = Log2.floor(bytes);
    int block = lists.first(list);
    for (int looks = 0; block != 0 && looks < MOST_LOOKS; looks++) {
      if (blocks.bytes(block) >= bytes) return block;
      block = lists.next(block);
    }
    int larger = lists.occupiedFrom(list + 1);
    return larger < 0 ? 0 : lists.first(larger);
  }

  private int listOf(int block) {
    return Log2.floor(blocks.bytes(block));
  }
}
