package org.heaplab.allocators.buddy;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which of its two systems [DoubleBuddy] takes a block from.
final class DoubleBuddyTest {
  private static final long PAGE = 4096;

  private final BuddyHeap heap = heap(1 << 24, AlignmentRule.EIGHT);

  private static BuddyHeap heap(long limitBytes, AlignmentRule rule) {
    return new BuddyHeap(limitBytes, Place.TABLE, DoubleBuddy.series(16, rule));
  }

  @AfterEach
  void close() {
    heap.close();
  }

  private static long usable(BuddyHeap heap, long size) {
    return heap.usableSize(heap.malloc(size));
  }

  @Test
  void takesTheSmallerBlockOfTheTwo() {
    assertEquals(16, usable(heap, 16));
    assertEquals(24, usable(heap, 17));
    assertEquals(32, usable(heap, 25));
    assertEquals(48, usable(heap, 33));
    assertEquals(64, usable(heap, 49));
    assertEquals(6144, usable(heap, 4097));
  }

  @Test
  void blocksOfOneSystemLieSideBySide() {
    long base = heap.baseAddress();
    assertEquals(0, heap.malloc(16) - base);
    long first = heap.malloc(24);
    assertEquals(16, heap.malloc(16) - base);
    assertEquals(first + 24, heap.malloc(24));
    assertEquals(first + 48, heap.malloc(48));
  }

  @Test
  void buddiesOfThreeTimesAPowerOfTwoJoin() {
    long first = heap.malloc(24);
    long second = heap.malloc(24);
    heap.free(second);
    heap.free(first);
    assertEquals(first, heap.malloc(6144));
  }

  @Test
  void freeBytesOfOneSystemDoNotServeTheOther() {
    heap.free(heap.malloc(24));
    assertEquals(0, heap.malloc(PAGE) - heap.baseAddress());
    assertEquals(PAGE, heap.malloc(PAGE) - heap.baseAddress());
  }

  @Test
  void whenThereIsNoMemoryForOneSystemTheOtherServes() {
    try (var tiny = heap(3 * PAGE, AlignmentRule.EIGHT)) {
      assertNotEquals(NULL, tiny.malloc(16));
      assertEquals(32, usable(tiny, 24));
    }
  }

  @Test
  void alignedAsMallocTheSecondSystemBeginsAtFortyEight() {
    try (var aligned = heap(1 << 24, AlignmentRule.MALLOC)) {
      assertEquals(32, usable(aligned, 17));
      assertEquals(48, usable(aligned, 33));
      assertEquals(64, usable(aligned, 49));
    }
  }
}
