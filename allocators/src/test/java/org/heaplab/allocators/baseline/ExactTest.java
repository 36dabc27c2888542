package org.heaplab.allocators.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.allocators.PlacedHeap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [Exact] places blocks.
final class ExactTest {
  private final PlacedHeap heap = new PlacedHeap("exact");

  @AfterEach
  void close() {
    heap.close();
  }

  @Test
  void cutsBlocksToTheirSize() {
    assertEquals(16, heap.malloc(16));
    assertEquals(40, heap.malloc(17));
    assertEquals(72, heap.malloc(8));
    assertEquals(88, heap.malloc(1));
  }

  @Test
  void searchesTheWholeListForTheSmallestBlockThatFits() {
    long small = heap.hole(40);
    long large = heap.hole(400);
    long middle = heap.hole(200);
    heap.free(middle);
    heap.free(small);
    heap.free(large);
    assertEquals(middle, heap.malloc(104));
    assertEquals(small, heap.malloc(40));
    assertEquals(large, heap.malloc(208));
  }

  @Test
  void takesTheBlockFreedLastOfEquals() {
    long first = heap.hole(40);
    long second = heap.hole(40);
    heap.free(first);
    heap.free(second);
    assertEquals(second, heap.malloc(40));
  }

  @Test
  void asksForAPageOnlyWhenNoBlockIsLargeEnough() {
    heap.malloc(16);
    long before = heap.footprintBytes();
    heap.malloc(4_000);
    assertEquals(before, heap.footprintBytes());
    heap.malloc(100);
    assertEquals(before + 4_096, heap.footprintBytes());
  }
}
