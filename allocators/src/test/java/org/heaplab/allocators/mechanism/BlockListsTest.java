package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BlockListsTest {
  private static final int LISTS = 3;

  private final Backing backing = new Backing(Backing.PAGE_BYTES, Long.MAX_VALUE);
  private final BlockLists lists = new BlockLists(backing.base(), LISTS);

  BlockListsTest() {
    backing.commit(backing.base(), Backing.PAGE_BYTES);
  }

  @AfterEach
  void close() {
    backing.close();
  }

  private List<Integer> blocksOf(int list) {
    var blocks = new ArrayList<Integer>();
    for (int block = lists.first(list); block != 0; block = lists.next(block)) blocks.add(block);
    return blocks;
  }

  @Test
  void keepsTheOrderInWhichBlocksAreAddedAtEitherEnd() {
    lists.addFirst(1, 5);
    lists.addFirst(1, 7);
    lists.addLast(1, 2);
    lists.addLast(2, 9);
    assertEquals(List.of(7, 5, 2), blocksOf(1));
    assertEquals(List.of(9), blocksOf(2));
  }

  @Test
  void removesFromBothEndsAndFromBetween() {
    for (int block = 1; block <= 5; block++) lists.addLast(0, block);
    lists.remove(0, 3);
    lists.remove(0, 1);
    lists.remove(0, 5);
    assertEquals(List.of(2, 4), blocksOf(0));
    lists.addLast(0, 8);
    assertEquals(List.of(2, 4, 8), blocksOf(0));
  }

  @Test
  void aBlockThatReplacesAnotherStandsWhereThatStood() {
    for (int block = 1; block <= 3; block++) lists.addLast(0, 10 * block);
    lists.replace(0, 20, 25);
    lists.replace(0, 30, 31);
    assertEquals(List.of(10, 25, 31), blocksOf(0));
    lists.addLast(0, 40);
    assertEquals(List.of(10, 25, 31, 40), blocksOf(0));
  }

  @Test
  void knowsTheNextListThatIsNotEmpty() {
    assertEquals(-1, lists.occupiedFrom(0));
    lists.addFirst(2, 1);
    lists.addFirst(1, 2);
    assertEquals(1, lists.occupiedFrom(0));
    assertEquals(2, lists.occupiedFrom(2));
    lists.remove(1, 2);
    assertEquals(2, lists.occupiedFrom(0));
    lists.remove(2, 1);
    assertEquals(-1, lists.occupiedFrom(0));
  }
}
