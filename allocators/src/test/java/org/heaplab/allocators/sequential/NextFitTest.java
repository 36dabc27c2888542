package org.heaplab.allocators.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.PlacedHeap;
import org.junit.jupiter.api.Test;

/// Where [NextFit] places blocks.
final class NextFitTest {
  @Test
  void goesOnFromTheBlockTakenLast() {
    try (var heap = new PlacedHeap("next-fit")) {
      var holes = new Holes(heap);
      assertEquals(holes.first, heap.malloc(40));
      assertEquals(holes.first + 48, heap.malloc(40));
      assertEquals(holes.second, heap.malloc(200));
      assertEquals(holes.third, heap.malloc(40));
    }
  }

  @Test
  void comesRoundToTheStart() {
    try (var heap = new PlacedHeap("next-fit")) {
      var holes = new Holes(heap);
      assertEquals(holes.first, heap.malloc(200));
      assertEquals(holes.second, heap.malloc(200));
      heap.free(holes.first);
      assertEquals(holes.third, heap.malloc(200));
      assertEquals(holes.first, heap.malloc(200));
    }
  }

  @Test
  void growsTheHeapWhenTheWholeRoundHasNothing() {
    try (var heap = new PlacedHeap("next-fit")) {
      var holes = new Holes(heap);
      assertTrue(heap.malloc(300) > holes.third);
      assertTrue(heap.malloc(200) > holes.third, "the search goes on in what the heap grew by");
    }
  }

  @Test
  void lifoGoesThroughTheListFromTheBlockFreedLast() {
    try (var heap = new PlacedHeap("next-fit:order=lifo")) {
      var holes = new Holes(heap);
      assertEquals(holes.third, heap.malloc(40));
      assertEquals(holes.third + 48, heap.malloc(40));
      assertEquals(holes.second, heap.malloc(200));
      assertEquals(holes.first, heap.malloc(40));
    }
  }

  @Test
  void fifoGoesThroughTheListFromTheBlockFreedFirst() {
    try (var heap = new PlacedHeap("next-fit:order=fifo")) {
      var holes = new Holes(heap);
      assertEquals(holes.first, heap.malloc(200));
      assertEquals(holes.second, heap.malloc(40));
      assertEquals(holes.second + 48, heap.malloc(40));
      assertEquals(holes.third, heap.malloc(200));
    }
  }

  @Test
  void aBlockThatCoalescesUnderTheRovingPointerLeavesItOnTheNext() {
    try (var heap = new PlacedHeap("next-fit:order=fifo")) {
      long first = heap.malloc(40);
      long second = heap.hole(200);
      long third = heap.hole(200);
      heap.fillPage();
      heap.free(second);
      heap.free(third);
      assertEquals(second, heap.malloc(40));
      heap.free(first);
      heap.free(second);
      assertEquals(third, heap.malloc(40));
    }
  }

  /// Three free blocks, freed in this order.
  private static final class Holes {
    final long first;
    final long second;
    final long third;

    Holes(PlacedHeap heap) {
      first = heap.hole(200);
      second = heap.hole(200);
      third = heap.hole(200);
      heap.fillPage();
      heap.free(first);
      heap.free(second);
      heap.free(third);
    }
  }
}
