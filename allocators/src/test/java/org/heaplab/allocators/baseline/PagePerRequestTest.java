package org.heaplab.allocators.baseline;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.heaplab.allocators.MisuseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [PagePerRequest] places blocks: in pages from the base.
final class PagePerRequestTest {
  private static final long PAGE = 4096;

  private final PagePerRequest heap = new PagePerRequest(1 << 20);

  @AfterEach
  void close() {
    heap.close();
  }

  private long page(long address) {
    return (address - heap.baseAddress()) / PAGE;
  }

  @Test
  void givesEveryRequestPagesOfItsOwn() {
    assertEquals(0, page(heap.malloc(1)));
    assertEquals(1, page(heap.malloc(PAGE + 1)));
    assertEquals(3, page(heap.malloc(PAGE)));
  }

  @Test
  void givesPagesBackAtOnce() {
    heap.malloc(1);
    long before = heap.footprintBytes();
    long block = heap.malloc(10 * PAGE);
    heap.malloc(1);
    heap.free(block);
    assertEquals(before + PAGE, heap.footprintBytes());
  }

  @Test
  void takesTheRunWithTheLowestAddressThatFits() {
    long small = heap.malloc(1);
    heap.malloc(1);
    long first = heap.malloc(2 * PAGE);
    heap.malloc(1);
    long second = heap.malloc(2 * PAGE);
    heap.malloc(1);
    heap.free(second);
    heap.free(small);
    heap.free(first);
    assertEquals(2, page(heap.malloc(2 * PAGE)));
    assertEquals(0, page(heap.malloc(PAGE)));
    assertEquals(5, page(heap.malloc(PAGE)));
    assertEquals(6, page(heap.malloc(PAGE)));
  }

  @Test
  void sparesSinglePagesTheWayToTheSystem() {
    heap.malloc(1);
    long freed = heap.malloc(1);
    heap.malloc(1);
    long before = heap.footprintBytes();
    heap.free(freed);
    assertEquals(before, heap.footprintBytes());
    assertThrows(MisuseException.class, () -> heap.free(freed));
    assertEquals(freed, heap.malloc(PAGE));
    heap.free(freed);
    heap.malloc(2 * PAGE);
    assertEquals(before + PAGE, heap.footprintBytes());
  }

  @Test
  void coalescesWithBothNeighbours() {
    long first = heap.malloc(1);
    long middle = heap.malloc(1);
    long last = heap.malloc(1);
    heap.malloc(1);
    heap.free(first);
    heap.free(last);
    heap.free(middle);
    assertEquals(0, page(heap.malloc(3 * PAGE)));
  }

  @Test
  void forgetsTheRunsAtTheTop() {
    long first = heap.malloc(1);
    long second = heap.malloc(1);
    heap.free(first);
    heap.free(second);
    assertEquals(0, heap.footprintBytes());
    assertEquals(0, page(heap.malloc(100 * PAGE)));
  }

  @Test
  void theFirstRunAboveARaisedTopKnowsTheOneBefore() {
    heap.free(heap.malloc(3 * PAGE));
    long first = heap.malloc(2 * PAGE);
    long second = heap.malloc(PAGE);
    heap.malloc(1);
    heap.free(first);
    heap.free(second);
    assertEquals(0, page(heap.malloc(3 * PAGE)));
  }

  @Test
  void resizesInPlaceWhereTheNextRunIsFree() {
    long block = heap.malloc(2 * PAGE);
    long next = heap.malloc(2 * PAGE);
    heap.malloc(1);
    heap.free(next);
    assertEquals(block, heap.realloc(block, 3 * PAGE));
    assertEquals(block, heap.realloc(block, 4 * PAGE));
    assertEquals(5, page(heap.realloc(block, 5 * PAGE)));
    assertEquals(0, page(heap.malloc(4 * PAGE)));
  }

  @Test
  void keepsWithinItsLimitPageTableIncluded() {
    try (var tiny = new PagePerRequest(5 * PAGE)) {
      assertNotEquals(NULL, tiny.malloc(PAGE));
      assertNotEquals(NULL, tiny.malloc(PAGE));
      assertEquals(NULL, tiny.malloc(1));
      assertEquals(5 * PAGE, tiny.footprintBytes());
    }
  }
}
