package org.heaplab.allocators.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.PlacedHeap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [HalfFit] places blocks.
final class HalfFitTest {
  private final PlacedHeap heap = new PlacedHeap("half-fit");

  @AfterEach
  void close() {
    heap.close();
  }

  private static long payload(int units) {
    return (units - 1) * 8L;
  }

  @Test
  void doesNotSeeABlockThatFitsInTheListBelow() {
    long hole = heap.hole(payload(40));
    heap.fillPage();
    heap.free(hole);
    assertTrue(heap.malloc(payload(33)) > hole);
    assertEquals(hole, heap.malloc(payload(32)));
  }

  @Test
  void takesTheFirstBlockOfTheFirstListThatIsNotEmpty() {
    long first = heap.hole(payload(70));
    long second = heap.hole(payload(90));
    long further = heap.hole(payload(200));
    heap.fillPage();
    heap.free(first);
    heap.free(second);
    heap.free(further);
    assertEquals(second, heap.malloc(payload(64)));
    assertEquals(first, heap.malloc(payload(33)));
    assertEquals(first + 33 * 8, heap.malloc(payload(20)));
    assertEquals(further, heap.malloc(payload(20)));
  }
}
