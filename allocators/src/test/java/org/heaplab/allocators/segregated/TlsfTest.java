package org.heaplab.allocators.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.PlacedHeap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [Tlsf] places blocks.
final class TlsfTest {
  private final PlacedHeap heap = new PlacedHeap("tlsf");

  @AfterEach
  void close() {
    heap.close();
  }

  private static long payload(int units) {
    return (units - 1) * 8L;
  }

  @Test
  void smallSizesHaveAListEach() {
    long larger = heap.hole(payload(31));
    long exact = heap.hole(payload(20));
    heap.free(exact);
    heap.free(larger);
    assertEquals(exact, heap.malloc(payload(20)));
    assertEquals(larger, heap.malloc(payload(21)));
  }

  @Test
  void aRequestTakesABlockOfItsListWhenThatBeginsWithItsSize() {
    long hole = heap.hole(payload(71));
    heap.fillPage();
    heap.free(hole);
    assertEquals(hole, heap.malloc(payload(70)));
  }

  @Test
  void aRequestBetweenDoesNotSeeTheBlocksOfItsList() {
    long hole = heap.hole(payload(71));
    heap.fillPage();
    heap.free(hole);
    assertTrue(heap.malloc(payload(71)) > hole);
    assertEquals(hole, heap.malloc(payload(69)));
  }

  @Test
  void takesTheBlockFreedLastOfTheNextList() {
    long first = heap.hole(payload(100));
    long second = heap.hole(payload(101));
    long further = heap.hole(payload(300));
    heap.fillPage();
    heap.free(first);
    heap.free(second);
    heap.free(further);
    assertEquals(second, heap.malloc(payload(40)));
    assertEquals(second + 40 * 8, heap.malloc(payload(61)));
    assertEquals(first, heap.malloc(payload(90)));
    assertEquals(further, heap.malloc(payload(90)));
  }

  @Test
  void coalescesWithBothNeighbours() {
    long first = heap.malloc(40);
    long middle = heap.malloc(40);
    long last = heap.hole(40);
    heap.fillPage();
    heap.free(first);
    heap.free(last);
    heap.free(middle);
    assertEquals(first, heap.malloc(3 * 48 - 8));
  }
}
