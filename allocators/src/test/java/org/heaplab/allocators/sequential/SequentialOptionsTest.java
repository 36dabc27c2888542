package org.heaplab.allocators.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.PlacedHeap;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the options decide that all sequential fits have.
final class SequentialOptionsTest {
  private static final long PAGE = 4096;

  @ParameterizedTest
  @ValueSource(longs = {200, 2_000})
  void bestFitTakesTheBlockFreedLastOrFirstOfEquals(long size) {
    try (var lifo = new PlacedHeap("best-fit:order=lifo");
        var fifo = new PlacedHeap("best-fit:order=fifo")) {
      long[] holes = {lifo.hole(size), lifo.hole(size), lifo.hole(size)};
      for (int i = 0; i < holes.length; i++) assertEquals(holes[i], fifo.hole(size));
      for (int hole : new int[] {1, 0, 2}) {
        lifo.free(holes[hole]);
        fifo.free(holes[hole]);
      }
      for (int hole : new int[] {2, 0, 1}) assertEquals(holes[hole], lifo.malloc(size));
      for (int hole : new int[] {1, 0, 2}) assertEquals(holes[hole], fifo.malloc(size));
    }
  }

  @Test
  void deferredCoalescesWhenNoBlockIsLargeEnough() {
    try (var heap = new PlacedHeap("first-fit:coalesce=deferred")) {
      long first = heap.malloc(40);
      long second = heap.hole(40);
      heap.fillPage();
      heap.free(first);
      heap.free(second);
      assertEquals(first, heap.malloc(40));
      heap.free(first);
      assertEquals(first, heap.malloc(88));
    }
  }

  @Test
  void deferredRatherGrowsWhileFewBlocksWereFreed() {
    try (var heap = new PlacedHeap("first-fit:coalesce=deferred")) {
      long first = heap.malloc(40);
      long second = heap.hole(40);
      for (int i = 0; i < 20; i++) heap.malloc(16);
      heap.fillPage();
      heap.free(first);
      heap.free(second);
      assertTrue(heap.malloc(88) >= PAGE);
    }
  }

  @Test
  void deferredCoalescesBeforeItRefuses() {
    try (var heap = Catalogue.find("first-fit:coalesce=deferred,order=lifo").create(2 * PAGE)) {
      var blocks = new long[85];
      for (int i = 0; i < blocks.length; i++) blocks[i] = heap.malloc(40);
      heap.free(blocks[0]);
      heap.free(blocks[1]);
      assertEquals(0, heap.malloc(1_000));
      assertEquals(blocks[0], heap.malloc(88));
    }
  }

  @Test
  void withoutHeadersBlocksTouch() {
    try (var heap = new PlacedHeap("first-fit:header=0")) {
      assertEquals(0, heap.malloc(8));
      assertEquals(8, heap.malloc(16));
      assertEquals(24, heap.malloc(0));
      assertEquals(32, heap.malloc(1));
      heap.free(8);
      assertEquals(8, heap.malloc(8));
      assertEquals(16, heap.malloc(8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-fit", "next-fit", "best-fit", "worst-fit", "tlsf", "half-fit"})
  void withoutHeadersNothingButPagesOfBlocksCounts(String allocator) {
    try (var heap = new PlacedHeap(allocator + ":header=0")) {
      assertEquals(0, heap.footprintBytes());
      heap.malloc(PAGE);
      assertEquals(PAGE, heap.footprintBytes());
      heap.malloc(1);
      assertEquals(2 * PAGE, heap.footprintBytes());
    }
  }

  @Test
  void theStepIsHowFarTheEndMoves() {
    try (var heap = new PlacedHeap("next-fit:header=0,step=8K")) {
      heap.malloc(1);
      assertEquals(2 * PAGE, heap.footprintBytes());
      heap.malloc(2 * PAGE);
      assertEquals(4 * PAGE, heap.footprintBytes());
    }
  }
}
