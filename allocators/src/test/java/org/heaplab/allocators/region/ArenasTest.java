package org.heaplab.allocators.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.heaplab.allocators.AlignmentRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [Arenas] places blocks, as offsets from the base, and when their memory comes back. A
/// chunk has four pages, the first 16 bytes of it are its header, and a block has a header of 8.
final class ArenasTest {
  private static final long PAGE = 4096;
  private static final long CHUNK = 4 * PAGE;

  private final Arenas heap = new Arenas(1 << 24, AlignmentRule.EIGHT, 1 << 20);

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
  void eachBlockLiesBehindTheOneBefore() {
    assertEquals(24, malloc(8));
    assertEquals(40, malloc(20));
    assertEquals(72, malloc(8));
  }

  @Test
  void aFreedBlockMakesNoRoom() {
    long first = malloc(8);
    malloc(8);
    free(first);
    assertEquals(56, malloc(8));
  }

  @Test
  void theLastFreeEmptiesTheArena() {
    long first = malloc(8);
    long second = malloc(8);
    free(first);
    free(second);
    assertEquals(24, malloc(8));
  }

  @Test
  void aPhaseBeginsAnotherArena() {
    malloc(8);
    heap.phase();
    assertEquals(CHUNK + 24, malloc(8));
  }

  @Test
  void anArenaOfAnEarlierPhaseComesBackWithItsLastBlock() {
    var document = new ArrayList<Long>();
    for (int i = 0; i < 2_000; i++) document.add(malloc(32));
    heap.phase();
    malloc(8);
    long held = heap.footprintBytes();
    long last = document.removeLast();
    document.forEach(this::free);
    assertEquals(held, heap.footprintBytes());
    free(last);
    assertTrue(heap.footprintBytes() <= held - 2_000 * 40);
  }

  @Test
  void destroyFreesAllBlocksOfThePhaseAndNoOthers() {
    long kept = heap.malloc(8);
    heap.phase();
    long held = heap.footprintBytes();
    for (int i = 0; i < 2_000; i++) malloc(32);
    heap.destroy();
    assertEquals(held, heap.footprintBytes());
    assertEquals(8, heap.usableSize(kept));
  }

  @Test
  void anArenaEndsWhenItHasItsBytes() {
    try (var small = new Arenas(1 << 24, AlignmentRule.EIGHT, PAGE)) {
      var blocks = new ArrayList<Long>();
      for (int i = 0; i < 100; i++) blocks.add(small.malloc(1_000));
      long held = small.footprintBytes();
      for (long block : blocks.subList(0, 60)) small.free(block);
      assertTrue(small.footprintBytes() < held - 30 * 1_000);
    }
  }

  @Test
  void aLargeBlockHasAChunkOfItsOwn() {
    malloc(8);
    long large = malloc(5 * PAGE);
    assertEquals(CHUNK + 24, large);
    assertEquals(40, malloc(8));
  }

  @Test
  void theLastBlockGrowsInPlace() {
    malloc(8);
    long last = heap.malloc(8);
    assertEquals(last, heap.realloc(last, 1_000));
    assertEquals(1_000, heap.usableSize(last));
    long next = heap.malloc(8);
    assertNotEquals(last, heap.realloc(last, 2_000));
    assertEquals(8, heap.usableSize(next));
  }
}
