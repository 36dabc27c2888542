package org.heaplab.allocators.general.mimalloc;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [MimallocModel] places blocks, as offsets from the base, and when it gives slices back.
final class MimallocModelTest {
  private static final long PAGE = 4096;
  private static final long SLICE = 1 << 16;
  private static final long SEGMENT = 32 << 20;
  private static final long MIB = 1 << 20;
  private static final long MILLI = 1_000_000;

  /// Where the first block of a small size begins in its slice.
  private static final long SHIFT = 128;

  private final MimallocModel heap = new MimallocModel(Long.MAX_VALUE, 25);

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
  void blocksOfOneBinLieInOnePage() {
    assertEquals(SLICE + SHIFT, malloc(16));
    assertEquals(2 * SLICE + SHIFT, malloc(48));
    assertEquals(SLICE + SHIFT + 16, malloc(9));
    assertEquals(2 * SLICE + SHIFT + 48, malloc(33));
    for (int i = 2; i < 4088; i++) assertEquals(SLICE + SHIFT + 16L * i, malloc(16));
    assertEquals(3 * SLICE + SHIFT, malloc(16));
  }

  @Test
  void freedBlocksWaitUntilTheOtherListIsEmpty() {
    long first = malloc(16);
    long second = malloc(16);
    free(first);
    free(second);
    for (int i = 2; i < 256; i++) assertEquals(first + 16L * i, malloc(16));
    assertEquals(second, malloc(16));
    assertEquals(first, malloc(16));
    assertEquals(first + 16L * 256, malloc(16));
  }

  @Test
  void aPageIsExtendedByFourKiB() {
    malloc(16);
    long before = heap.footprintBytes();
    for (int i = 1; i < 256; i++) malloc(16);
    assertEquals(before, heap.footprintBytes());
    malloc(16);
    assertEquals(before + PAGE, heap.footprintBytes());
  }

  @Test
  void aPageThatWasFullComesBackAsTheLast() {
    long[] blocks = new long[9];
    for (int i = 0; i < blocks.length; i++) blocks[i] = malloc(16 << 10);
    assertEquals(SLICE, blocks[0]);
    assertEquals(2 * SLICE, blocks[4]);
    assertEquals(3 * SLICE, blocks[8]);
    free(blocks[1]);
    free(blocks[5]);
    for (int i = 1; i < 4; i++) assertEquals(3 * SLICE + (i << 14), malloc(16 << 10));
    assertEquals(blocks[1], malloc(16 << 10));
    assertEquals(blocks[5], malloc(16 << 10));
  }

  @Test
  void largeBlocksAreRunsOfSlices() {
    assertEquals(SLICE, malloc(200 << 10));
    assertEquals(5 * SLICE, malloc(600 << 10));
    assertEquals(21 * SLICE, malloc(200 << 10));
    assertEquals(200 << 10, heap.usableSize(heap.baseAddress() + SLICE));
    free(SLICE);
    assertEquals(SLICE + SHIFT, malloc(8));
    assertEquals(2 * SLICE, malloc(180 << 10));
  }

  @Test
  void hugeBlocksHaveSegmentsOfTheirOwnAndGoBackAtOnce() {
    long block = malloc(40 * MIB);
    assertEquals(SLICE, block);
    assertEquals(2 * SEGMENT + SLICE + SHIFT, malloc(16));
    long before = heap.footprintBytes();
    free(block);
    assertTrue(heap.footprintBytes() <= before - 40 * MIB);
    assertEquals(SLICE, malloc(20 * MIB));
  }

  @Test
  void freeSlicesGoBackAfterAWhile() {
    long block = malloc(MIB);
    malloc(200 << 10);
    free(block);
    long before = heap.footprintBytes();
    heap.passTime(10 * MILLI);
    heap.malloc(3 * MIB, 8, 0);
    assertTrue(heap.footprintBytes() >= before);
    heap.passTime(30 * MILLI);
    heap.malloc(3 * MIB, 8, 0);
    assertTrue(heap.footprintBytes() <= before - MIB + 4 * PAGE);
  }

  @Test
  void slicesThatAreUsedAgainStay() {
    long block = malloc(MIB);
    malloc(200 << 10);
    free(block);
    heap.passTime(30 * MILLI);
    assertEquals(block, malloc(MIB));
    heap.passTime(60 * MILLI);
    heap.malloc(3 * MIB, 8, 0);
    assertTrue(heap.footprintBytes() > MIB);
  }

  @Test
  void withoutDelaySlicesGoBackAtOnce() {
    try (var tight = new MimallocModel(Long.MAX_VALUE, 0)) {
      long block = tight.malloc(MIB);
      tight.malloc(200 << 10);
      long before = tight.footprintBytes();
      tight.free(block);
      assertEquals(before - MIB, tight.footprintBytes());
    }
  }

  @Test
  void anEmptySegmentIsKeptForHalfASecond() {
    free(malloc(MIB));
    long before = heap.footprintBytes();
    heap.passTime(400 * MILLI);
    free(malloc(200 << 10));
    assertEquals(before, heap.footprintBytes());
    heap.passTime(1000 * MILLI);
    heap.malloc(200 << 10, 8, 0);
    assertTrue(heap.footprintBytes() <= before - MIB + 2 * PAGE);
  }

  @Test
  void theOnlyPageOfABinStaysForSomeRounds() {
    long block = malloc(64);
    free(block);
    assertEquals(block, malloc(64) - 64);
    free(block + 64);
    for (int size = 80; size <= 1024; size += size / 4) malloc(size);
    assertNotEquals(block, malloc(64));
  }

  @Test
  void aBlockStaysWhileHalfOfItIsNeeded() {
    long block = heap.malloc(1000);
    assertEquals(block, heap.realloc(block, 512));
    assertNotEquals(block, heap.realloc(block, 511));
  }

  @Test
  void alignedBlocksHaveBinsThatAreAligned() {
    for (long alignment = 32; alignment <= 4096; alignment *= 2) {
      heap.malloc(100, alignment);
      assertEquals(0, (heap.malloc(100, alignment) - heap.baseAddress()) % alignment);
    }
  }

  @Test
  void withoutMemoryForAPageALargerBlockServes() {
    try (var tiny = new MimallocModel(14 * PAGE, 25)) {
      long last = NULL;
      for (long one = tiny.malloc(64); one != NULL; one = tiny.malloc(64)) last = one;
      assertEquals(NULL, tiny.malloc(8));
      tiny.free(last);
      assertEquals(last, tiny.malloc(8));
    }
  }
}
