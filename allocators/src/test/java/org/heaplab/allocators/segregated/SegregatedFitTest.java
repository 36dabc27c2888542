package org.heaplab.allocators.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.allocators.PlacedHeap;
import org.junit.jupiter.api.Test;

/// Where [SegregatedFit] places blocks.
final class SegregatedFitTest {
  private static long payload(int units) {
    return (units - 1) * 8L;
  }

  @Test
  void searchesTheListOfItsOwnClassFirst() {
    try (var heap = new PlacedHeap("segregated-fit")) {
      long large = heap.hole(payload(62));
      long small = heap.hole(payload(40));
      heap.fillPage();
      heap.free(large);
      heap.free(small);
      assertEquals(large, heap.malloc(payload(50)));
      assertEquals(small, heap.malloc(payload(39)));
    }
  }

  @Test
  void takesTheFirstBlockOfTheNextClassThatHasOne() {
    try (var heap = new PlacedHeap("segregated-fit")) {
      long better = heap.hole(payload(64));
      long first = heap.hole(payload(100));
      long further = heap.hole(payload(200));
      heap.fillPage();
      heap.free(better);
      heap.free(first);
      heap.free(further);
      assertEquals(first, heap.malloc(payload(20)));
    }
  }

  @Test
  void withThirdsTheClassesAreHalfAsWide() {
    try (var heap = new PlacedHeap("segregated-fit:classes=3x2n")) {
      long better = heap.hole(payload(64));
      long first = heap.hole(payload(100));
      heap.fillPage();
      heap.free(better);
      heap.free(first);
      assertEquals(better, heap.malloc(payload(20)));
    }
  }
}
