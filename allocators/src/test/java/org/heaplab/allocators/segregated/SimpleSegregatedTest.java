package org.heaplab.allocators.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [SimpleSegregated] places blocks: offsets from the base.
final class SimpleSegregatedTest {
  private static final long PAGE = 4096;

  private HandleAllocator heap = heap("simple-segregated", 1 << 20);

  @AfterEach
  void close() {
    heap.close();
  }

  private static HandleAllocator heap(String specification, long limitBytes) {
    return Catalogue.find(specification).create(limitBytes);
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress();
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  @Test
  void givesEachClassPagesOfItsOwn() {
    assertEquals(0, malloc(1));
    assertEquals(PAGE, malloc(9));
    assertEquals(8, malloc(8));
    assertEquals(2 * PAGE, malloc(100));
    assertEquals(2 * PAGE + 128, malloc(128));
    assertEquals(3 * PAGE, malloc(5_000));
    assertEquals(5 * PAGE, malloc(8_192));
  }

  @Test
  void takesTheBlockOfItsClassFreedLast() {
    long first = malloc(100);
    long second = malloc(100);
    long third = malloc(100);
    free(third);
    free(first);
    assertEquals(first, malloc(70));
    assertEquals(third, malloc(70));
    assertEquals(third + 128, malloc(70));
    assertEquals(second, first + 128);
  }

  @Test
  void aPageStaysWithItsClass() {
    for (int i = 0; i < 32; i++) malloc(128);
    for (int i = 0; i < 32; i++) free(i * 128L);
    assertEquals(PAGE, malloc(64));
    long held = heap.footprintBytes();
    assertEquals(31 * 128, malloc(128));
    assertEquals(held, heap.footprintBytes());
  }

  @Test
  void withThirdsAClassHasThreePagesAtATime() {
    close();
    heap = heap("simple-segregated:classes=3x2n", 1 << 20);
    assertEquals(0, malloc(17));
    assertEquals(24, malloc(24));
    assertEquals(3 * PAGE, malloc(25));
    assertEquals(4 * PAGE, malloc(6_000));
    assertEquals(4 * PAGE + 6_144, malloc(6_144));
    assertEquals(7 * PAGE, malloc(20_000));
    assertEquals(13 * PAGE, malloc(1));
  }

  @Test
  void withoutMemoryForAChunkALargerBlockServes() {
    close();
    heap = heap("simple-segregated", 3 * PAGE);
    long large = malloc(1_000);
    assertEquals(Heap.NULL, heap.malloc(5_000));
    assertEquals(large + 1_024, malloc(100));
    assertEquals(1_024, heap.usableSize(heap.baseAddress() + large + 1_024));
  }

  @Test
  void resizesInPlaceWithinAClassOnly() {
    long block = heap.malloc(100);
    assertEquals(block, heap.realloc(block, 65));
    assertEquals(block, heap.realloc(block, 128));
    assertNotEquals(block, heap.realloc(block, 64));
  }

  @Test
  void anAlignedRequestTakesAClassThatIsAMultipleOfTheAlignment() {
    close();
    heap = heap("simple-segregated:classes=3x2n", 1 << 20);
    heap.malloc(24);
    for (long alignment : new long[] {16, 64, 1_024, 4_096}) {
      long first = heap.malloc(24, alignment);
      long second = heap.malloc(24, alignment);
      assertEquals(0, first % alignment);
      assertEquals(0, second % alignment);
    }
  }
}
