package org.heaplab.allocators.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [BestFit] places blocks: offsets from the first block's payload. A request of n × 8 bytes
/// takes n + 1 units of 8 bytes, at least 2.
final class BestFitTest {
  private static final long FIRST = 16;

  private final HandleAllocator heap = Catalogue.find("best-fit").create(1 << 20);

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress() - FIRST;
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + FIRST + offset);
  }

  /// A block that is freed later, and a wall that keeps it from coalescing.
  private long hole(long size) {
    long hole = malloc(size);
    malloc(8);
    return hole;
  }

  @Test
  void placesBlocksSideBySide() {
    assertEquals(0, malloc(8));
    assertEquals(16, malloc(0));
    assertEquals(32, malloc(9));
    assertEquals(56, malloc(8));
  }

  @Test
  void takesTheSmallestBlockThatFits() {
    long large = hole(400);
    long middle = hole(200);
    long small = hole(100);
    free(large);
    free(middle);
    free(small);
    assertEquals(middle, malloc(150));
    assertEquals(small, malloc(100));
    assertEquals(large, malloc(400));
  }

  @Test
  void takesTheLowestAmongEquals() {
    long first = hole(200);
    long second = hole(200);
    long third = hole(200);
    free(second);
    free(third);
    free(first);
    assertEquals(first, malloc(200));
    assertEquals(second, malloc(200));
    assertEquals(third, malloc(200));
  }

  @Test
  void takesTheSmallestAmongBlocksTooLargeForABin() {
    long huge = hole(90_000);
    long large = hole(20_000);
    long larger = hole(30_000);
    free(huge);
    free(larger);
    free(large);
    assertEquals(larger, malloc(20_001));
    assertEquals(large, malloc(20_000));
    assertEquals(huge, malloc(30_000));
  }

  @Test
  void asMallocAHoleOfTheRoundedSizeIsTheBest() {
    try (HandleAllocator aligned = Catalogue.find("best-fit:align=malloc").create(1 << 20)) {
      long larger = aligned.malloc(56);
      aligned.malloc(8);
      long exact = aligned.malloc(40);
      aligned.malloc(8);
      aligned.free(larger);
      aligned.free(exact);
      assertEquals(aligned.baseAddress() + FIRST + 64 + 16, exact);
      assertEquals(exact, aligned.malloc(25));
      assertEquals(larger, aligned.malloc(25));
    }
  }

  @Test
  void coalescesWithBothNeighbours() {
    long first = malloc(40);
    long middle = malloc(40);
    long last = hole(40);
    free(first);
    free(last);
    free(middle);
    assertEquals(first, malloc(3 * 48 - 8));
  }
}
