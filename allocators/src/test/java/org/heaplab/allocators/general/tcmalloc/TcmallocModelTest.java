package org.heaplab.allocators.general.tcmalloc;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [TcmallocModel] places blocks, as offsets from the base, and what it holds.
final class TcmallocModelTest {
  private static final long SYSTEM_PAGE = 4096;
  private static final long PAGE = 8192;
  private static final long MIB = 1 << 20;

  private final TcmallocModel heap = new TcmallocModel(Long.MAX_VALUE);

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress();
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  @Test
  void objectsOfOneClassLieInOneSpan() {
    assertEquals(0, malloc(16));
    assertEquals(PAGE, malloc(48));
    assertEquals(16, malloc(9));
    assertEquals(PAGE + 48, malloc(33));
    for (int i = 2; i < 512; i++) assertEquals(16L * i, malloc(16));
    assertEquals(2 * PAGE, malloc(16));
  }

  @Test
  void theObjectThatWasFreedLastServesFirst() {
    for (int i = 0; i < 100; i++) malloc(16);
    free(16 * 3);
    free(16 * 30);
    assertEquals(16 * 30, malloc(16));
    assertEquals(16 * 3, malloc(16));
  }

  @Test
  void aSpanCostsThePagesInWhichObjectsBegin() {
    malloc(16);
    long before = heap.footprintBytes();
    heap.malloc(20_480, 8, 1);
    assertEquals(2 * SYSTEM_PAGE, heap.footprintBytes() - before);
    heap.malloc(20_480, 8, 20_480);
    assertEquals(6 * SYSTEM_PAGE, heap.footprintBytes() - before);
  }

  @Test
  void aSpanIsTheShortestThatIsLongEnough() {
    long longer = malloc(400 << 10);
    malloc(300 << 10);
    long shorter = malloc(320 << 10);
    malloc(300 << 10);
    free(longer);
    free(shorter);
    assertEquals(shorter, malloc(300 << 10));
    assertEquals(longer, malloc(300 << 10));
  }

  @Test
  void beyondAMiBItIsTheBestFitAndAmongEqualsTheLowest() {
    var blocks = new ArrayList<Long>();
    for (long mib : new long[] {4, 2, 3, 2}) {
      blocks.add(malloc(mib * MIB));
      malloc(300 << 10);
    }
    for (int i = blocks.size() - 1; i >= 0; i--) free(blocks.get(i));
    assertEquals(blocks.get(1), malloc(2 * MIB - 100));
    assertEquals(blocks.get(3), malloc(2 * MIB));
    assertEquals(blocks.get(2), malloc(2 * MIB));
    assertEquals(blocks.get(0), malloc(2 * MIB));
    assertEquals(blocks.get(2) + 2 * MIB, malloc(MIB));
  }

  @Test
  void freeSpansThatTouchCoalesce() {
    long first = malloc(2 * MIB);
    long second = malloc(2 * MIB);
    malloc(300 << 10);
    free(first);
    free(second);
    assertEquals(first, malloc(4 * MIB));
  }

  /// A delay of at most 2²⁰ pages of 8 KiB: 820 times 10 MiB.
  @Test
  void spansAreReturnedSeldom() {
    long block = heap.malloc(10 * MIB);
    heap.malloc(10 * MIB);
    heap.free(block);
    long held = heap.footprintBytes();
    for (int i = 0; i < 500; i++) heap.free(heap.malloc(10 * MIB, 8, 0));
    assertEquals(held, heap.footprintBytes());
    for (int i = 0; i < 500; i++) heap.free(heap.malloc(10 * MIB, 8, 0));
    assertTrue(heap.footprintBytes() <= held - 9 * MIB);
  }

  @Test
  void aBlockGrowsByAQuarterAndShrinksByHalf() {
    long block = heap.malloc(1000);
    long grown = heap.realloc(block, 1025);
    assertEquals(1280, heap.usableSize(grown));
    assertEquals(grown, heap.realloc(grown, 640));
    long shrunk = heap.realloc(grown, 639);
    assertNotEquals(grown, shrunk);
    assertEquals(640, heap.usableSize(shrunk));
  }

  /// The thread cache keeps most of the objects until memory runs out.
  @Test
  void spansWhoseObjectsAreAllInCachesAreFreedWhenMemoryRunsOut() {
    try (var limited = new TcmallocModel(17 * MIB)) {
      var objects = new ArrayList<Long>();
      for (int i = 0; i < 512; i++) objects.add(limited.malloc(32 << 10));
      for (long object : objects) limited.free(object);
      assertNotEquals(NULL, limited.malloc(16 * MIB));
    }
  }

  @Test
  void withoutMemoryForASpanALargerObjectServes() {
    try (var tiny = new TcmallocModel(14 * SYSTEM_PAGE)) {
      long last = NULL;
      for (long one = tiny.malloc(64); one != NULL; one = tiny.malloc(64)) last = one;
      assertEquals(NULL, tiny.malloc(8));
      tiny.free(last);
      assertEquals(last, tiny.malloc(8));
    }
  }
}
