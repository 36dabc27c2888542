package org.heaplab.allocators.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.PlacedHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where [WorstFit] places blocks.
final class WorstFitTest {
  @Test
  void takesTheLargestBlock() {
    try (var heap = new PlacedHeap("worst-fit")) {
      long small = heap.hole(104);
      long large = heap.hole(400);
      long middle = heap.hole(200);
      heap.fillPage();
      heap.free(small);
      heap.free(middle);
      heap.free(large);
      assertEquals(large, heap.malloc(152));
      assertEquals(large + 160, heap.malloc(40));
      assertEquals(middle, heap.malloc(40));
    }
  }

  @Test
  void aLargeRequestAfterSmallOnesFindsNothing() {
    try (var heap = new PlacedHeap("worst-fit")) {
      long large = heap.hole(400);
      long small = heap.hole(104);
      heap.fillPage();
      heap.free(large);
      heap.free(small);
      assertEquals(large, heap.malloc(104));
      assertTrue(heap.malloc(400) > small);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {400, 2_000})
  void takesTheLowestTheLastOrTheFirstFreedOfEquals(long size) {
    assertEquals(0, taken("worst-fit", size));
    assertEquals(2, taken("worst-fit:order=lifo", size));
    assertEquals(1, taken("worst-fit:order=fifo", size));
  }

  /// Which of three equal blocks is taken first. The second is freed first, and the third last.
  private static int taken(String specification, long size) {
    try (var heap = new PlacedHeap(specification)) {
      long[] holes = {heap.hole(size), heap.hole(size), heap.hole(size)};
      heap.fillPage();
      for (int hole : new int[] {1, 0, 2}) heap.free(holes[hole]);
      long taken = heap.malloc(48);
      for (int i = 0; i < holes.length; i++) {
        if (holes[i] == taken) return i;
      }
      return -1;
    }
  }
}
