package org.heaplab.allocators.sequential;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [FirstFit] places blocks: offsets from the base. The first block lies behind the
/// prologue's and its own header; a request of n × 8 bytes takes n + 1 units of 8 bytes, at least
/// 3.
final class FirstFitTest {
  private HandleAllocator heap = heap("first-fit");

  @AfterEach
  void close() {
    heap.close();
  }

  private static HandleAllocator heap(String specification) {
    return Catalogue.find(specification).create(1 << 20);
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress();
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  private long realloc(long offset, long size) {
    return heap.realloc(heap.baseAddress() + offset, size) - heap.baseAddress();
  }

  @Test
  void placesBlocksSideBySide() {
    assertEquals(16, malloc(16));
    assertEquals(40, malloc(17));
    assertEquals(72, malloc(0));
    assertEquals(88, malloc(1));
  }

  @Test
  void takesTheLowestBlockThatFits() {
    long small = malloc(16);
    malloc(16);
    long large = malloc(200);
    malloc(16);
    long larger = malloc(300);
    malloc(16);
    free(larger);
    free(large);
    free(small);
    assertEquals(large, malloc(100));
    assertEquals(small, malloc(16));
    assertEquals(larger, malloc(296));
  }

  @Test
  void cutsABlockAtItsStart() {
    long hole = malloc(200);
    malloc(16);
    free(hole);
    assertEquals(hole, malloc(40));
    assertEquals(hole + 48, malloc(40));
  }

  @Test
  void leavesASplinterWithTheBlock() {
    long hole = malloc(48);
    malloc(16);
    free(hole);
    assertEquals(hole, malloc(40));
    assertEquals(48, heap.usableSize(heap.baseAddress() + hole));
  }

  @Test
  void coalescesWithBothNeighbours() {
    long first = malloc(40);
    long middle = malloc(40);
    long last = malloc(40);
    malloc(16);
    free(first);
    free(last);
    free(middle);
    assertEquals(first, malloc(3 * 48 - 8));
  }

  @Test
  void growsPageByPage() {
    malloc(16);
    long before = heap.footprintBytes();
    malloc(4_000);
    assertEquals(before, heap.footprintBytes());
    malloc(5_000);
    assertEquals(before + 2 * 4096, heap.footprintBytes());
  }

  @Test
  void givesBackALargeEnd() {
    malloc(16);
    long small = malloc(100_000);
    long large = malloc(32_000);
    long before = heap.footprintBytes();
    free(large);
    assertEquals(before, heap.footprintBytes());
    free(small);
    assertEquals(before - 32 * 4096, heap.footprintBytes());
  }

  @Test
  void resizesInPlaceIntoAFreeNeighbour() {
    long block = malloc(40);
    long next = malloc(40);
    malloc(16);
    free(next);
    assertEquals(block, realloc(block, 48));
    assertEquals(block, realloc(block, 88));
    assertNotEquals(block, realloc(block, 96));
  }

  @Test
  void resizesTheLastBlockInPlaceByGrowingTheHeap() {
    long block = malloc(40);
    assertEquals(block, realloc(block, 100_000));
    assertEquals(block, realloc(block, 40));
    assertEquals(block + 48, malloc(16));
  }

  @Test
  void returnsWhatIsLeftBeforeAnAlignedBlock() {
    long block = heap.malloc(16, 256);
    assertEquals(256, block - heap.baseAddress());
    assertEquals(16, malloc(16));
  }

  /// With `align=malloc` blocks are multiples of 16 bytes, so a request of n × 16 + 8 bytes has no
  /// padding.
  private void alignAsMalloc() {
    close();
    heap = heap("first-fit:align=malloc");
  }

  @Test
  void asMallocPayloadsAreSixteenBytesApartAtLeast() {
    alignAsMalloc();
    assertEquals(16, malloc(0));
    assertEquals(32, malloc(8));
    assertEquals(48, malloc(9));
    assertEquals(80, malloc(24));
    assertEquals(112, malloc(25));
    assertEquals(160, malloc(1));
  }

  @Test
  void asMallocTheHeaderFillsTheSizesBetween() {
    alignAsMalloc();
    for (long size : new long[] {0, 8, 9, 16, 24, 25}) {
      long usable = heap.usableSize(heap.malloc(size));
      assertEquals(size <= 8 ? 8 : size <= 24 ? 24 : 40, usable);
    }
  }

  @Test
  void asMallocARestOfSixteenBytesIsABlock() {
    alignAsMalloc();
    long hole = malloc(40);
    malloc(8);
    free(hole);
    assertEquals(hole, malloc(24));
    assertEquals(hole + 32, malloc(8));
  }

  @Test
  void asMallocABlockThatGrowsInPlaceStaysAligned() {
    alignAsMalloc();
    long block = malloc(8);
    long next = malloc(24);
    malloc(8);
    free(next);
    assertEquals(16, block);
    assertEquals(block, realloc(block, 24));
    assertEquals(48, malloc(8));
  }

  @Test
  void asMallocALargerAlignmentLeavesBlocksOnBothSides() {
    alignAsMalloc();
    long block = heap.malloc(24, 64) - heap.baseAddress();
    assertEquals(64, block);
    assertEquals(16, malloc(40));
    assertEquals(96, malloc(24));
  }

  @Test
  void refusesAnAlignedRequestOfMoreUnitsThanATagCounts() {
    close();
    heap = Catalogue.find("first-fit").create(Long.MAX_VALUE);
    malloc(16);
    for (long less = 24; less <= 4_096; less += 8) {
      assertEquals(NULL, heap.malloc((1L << 34) - less, 4_096));
    }
    assertEquals(40, malloc(16));
  }

  @Test
  void lifoTakesTheBlockFreedLast() {
    close();
    heap = heap("first-fit:order=lifo");
    long first = malloc(40);
    malloc(16);
    long second = malloc(40);
    malloc(16);
    free(first);
    free(second);
    assertEquals(second, malloc(40));
    assertEquals(first, malloc(40));
  }

  @Test
  void fifoTakesTheBlockFreedFirst() {
    close();
    heap = heap("first-fit:order=fifo");
    // What the page has left would be first in the queue.
    long rest = malloc(3_800);
    long first = malloc(40);
    malloc(16);
    long second = malloc(40);
    malloc(16);
    malloc(4_096 - 16 - 3_808 - 2 * 48 - 2 * 24 - 16);
    free(second);
    free(first);
    assertEquals(16, rest);
    assertEquals(second, malloc(40));
    assertEquals(first, malloc(40));
  }
}
