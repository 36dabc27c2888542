package org.heaplab.allocators.general.jemalloc;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [JemallocModel] places blocks, as offsets from the base, and when it gives pages back.
final class JemallocModelTest {
  private static final long PAGE = 4096;
  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000;

  private final JemallocModel heap = new JemallocModel(Long.MAX_VALUE, 10_000);

  /// The footprint before pages were given back.
  private long held;

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
  void regionsOfOneClassLieInOneSlab() {
    assertEquals(0, malloc(16));
    assertEquals(PAGE, malloc(48));
    assertEquals(16, malloc(9));
    assertEquals(PAGE + 48, malloc(33));
  }

  @Test
  void theRegionThatWasFreedLastServesFirst() {
    for (int i = 0; i < 50; i++) malloc(16);
    free(16 * 3);
    free(16 * 30);
    assertEquals(16 * 30, malloc(16));
    assertEquals(16 * 3, malloc(16));
    assertEquals(16 * 50, malloc(16));
  }

  @Test
  void aRegionCostsThePagesThatItsClientTouches() {
    malloc(16);
    long before = heap.footprintBytes();
    malloc(1280);
    long stack = PAGE;
    assertTrue(heap.footprintBytes() - before <= stack + 2 * PAGE);
  }

  /// Twenty blocks of a page fit into the cache; the next one pushes the ten that were freed first
  /// out of it.
  @Test
  void aFullCacheGivesItsOlderHalfBackAndShortRunsWaitWithCoalescing() {
    var pages = new ArrayList<Long>();
    for (int i = 0; i < 30; i++) {
      pages.add(malloc(PAGE));
      assertEquals(i * PAGE, pages.getLast());
    }
    for (int i = 0; i < 21; i++) free(pages.get(i));
    assertEquals(30 * PAGE, malloc(2 * PAGE));
    assertEquals(0, malloc(16));
    assertEquals(20 * PAGE, malloc(PAGE));
  }

  @Test
  void aLargeBlockBeginsAtACacheLineOfItsFirstPage() {
    var offsets = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      long offset = malloc(64 << 10);
      assertEquals(0, offset % 64);
      assertEquals(i * 17L, offset / PAGE);
      offsets.add(offset % PAGE);
    }
    assertTrue(offsets.stream().distinct().count() > 4, offsets::toString);
  }

  @Test
  void aLargeBlockGrowsIntoTheFreePagesBehindIt() {
    long block = heap.malloc(64 << 10);
    assertEquals(block, heap.realloc(block, 200 << 10));
    assertEquals(224 << 10, heap.usableSize(block));
    heap.malloc(64 << 10);
    long moved = heap.realloc(block, MIB);
    assertNotEquals(block, moved);
    assertEquals(moved, heap.realloc(moved, 64 << 10));
    assertEquals(64 << 10, heap.usableSize(moved));
  }

  /// Beyond 64 times as long, a dirty extent is kept for larger requests.
  @Test
  void aSmallRequestDoesNotCutALargeDirtyExtent() {
    long block = malloc(2 * MIB);
    malloc(64 << 10);
    free(block);
    assertTrue(malloc(16) > 2 * MIB);
    assertEquals(0, malloc(64 << 10) / PAGE);
  }

  /// 64 blocks, each between others that stay: their pages cannot go back in one piece.
  @Test
  void dirtyPagesGoBackWithinTenSecondsMostOfThemInTheMiddle() {
    var blocks = new ArrayList<Long>();
    for (int i = 0; i < 128; i++) blocks.add(heap.malloc(64 << 10));
    for (int i = 0; i < 128; i += 2) heap.free(blocks.get(i));
    assertEquals(0, givenBackAt(0));
    assertEquals(0, givenBackAt(1));
    assertTrue(givenBackAt(3) < MIB);
    assertNear(2 * MIB, givenBackAt(6));
    assertTrue(givenBackAt(9) > 3 * MIB);
    assertNear(4 * MIB, givenBackAt(12));
  }

  private static void assertNear(long expected, long bytes) {
    assertTrue(Math.abs(bytes - expected) <= MIB / 2, () -> bytes + " given back");
  }

  /// How much has been given back, after enough operations that pass the cache for it to look at
  /// the clock.
  private long givenBackAt(long seconds) {
    if (seconds == 0) heap.free(heap.malloc(100_000));
    else heap.passTime(seconds * SECOND);
    if (held == 0) held = heap.footprintBytes();
    for (int i = 0; i < 600; i++) heap.free(heap.malloc(100_000));
    return held - heap.footprintBytes();
  }

  @Test
  void withoutDecayPagesGoBackAtOnce() {
    try (var tight = new JemallocModel(Long.MAX_VALUE, 0)) {
      long block = tight.malloc(2 * MIB);
      long before = tight.footprintBytes();
      tight.free(block);
      assertTrue(tight.footprintBytes() <= before - 2 * MIB);
    }
  }

  @Test
  void hugeBlocksGoBackAtOnce() {
    long block = heap.malloc(16 * MIB);
    long before = heap.footprintBytes();
    heap.free(block);
    assertTrue(heap.footprintBytes() <= before - 16 * MIB);
  }

  @Test
  void whatIsNotTouchedIsNotCommitted() {
    heap.malloc(16);
    long before = heap.footprintBytes();
    long block = heap.malloc(4 * MIB, 8, MIB);
    assertTrue(heap.footprintBytes() - before <= MIB + 16 * PAGE);
    assertNotEquals(NULL, heap.realloc(block, 20 * MIB, MIB));
    assertTrue(heap.footprintBytes() - before <= 3 * MIB);
  }

  @Test
  void withoutMemoryForASlabALargerRegionServes() {
    try (var tiny = new JemallocModel(14 * PAGE, 10_000)) {
      long last = NULL;
      for (long one = tiny.malloc(64); one != NULL; one = tiny.malloc(64)) last = one;
      assertEquals(NULL, tiny.malloc(8));
      tiny.free(last);
      assertEquals(last, tiny.malloc(8));
    }
  }
}
