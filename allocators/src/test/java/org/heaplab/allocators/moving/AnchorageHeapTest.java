package org.heaplab.allocators.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.backing.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [AnchorageHeap] places blocks, when its passes begin and end, and how much they move.
final class AnchorageHeapTest {
  private static final long SUB_HEAP = 64 << 10;
  private static final long HEADER = AnchorageBlocks.HEADER_BYTES;
  private static final long SIZE = 1_000;
  private static final long BLOCK = SIZE + HEADER;

  /// So much that a heap makes no pass of its own.
  private static final double NEVER = 1_000;

  private AnchorageHeap heap = heap(NEVER, 1.05);

  private static AnchorageHeap heap(double start, double stop) {
    return new AnchorageHeap(Long.MAX_VALUE, AlignmentRule.EIGHT, start, stop, SUB_HEAP);
  }

  @AfterEach
  void close() {
    heap.close();
  }

  /// Lets the heap be one that makes passes of its own.
  private void usePasses() {
    heap.close();
    heap = heap(1.4, 1.05);
  }

  private List<Long> fill(int blocks) {
    var handles = new ArrayList<Long>();
    for (int i = 0; i < blocks; i++) {
      long handle = heap.malloc(SIZE);
      Memory.putLong(heap.lock(handle) + SIZE - 8, handle);
      heap.unlock(handle);
      handles.add(handle);
    }
    return handles;
  }

  private long address(long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address;
  }

  private void assertIntact(List<Long> handles) {
    for (long handle : handles) assertEquals(handle, Memory.getLong(address(handle) + SIZE - 8));
  }

  /// A client that goes on allocating and freeing.
  private void work(long bytes) {
    for (long done = 0; done < bytes; done += 2 * SIZE) heap.free(heap.malloc(SIZE));
  }

  @Test
  void blocksWithHeadersOf16BytesLieOneBehindTheOther() {
    long first = address(heap.malloc(24));
    assertEquals(first + 24 + HEADER, address(heap.malloc(1)));
    assertEquals(first + 24 + HEADER + 8 + HEADER, address(heap.malloc(100)));
  }

  @Test
  void handlesAreEntriesOf8Bytes() {
    long first = heap.malloc(10);
    assertEquals(first + 8, heap.malloc(10));
  }

  @Test
  void holesAreUsedBeforeTheTop() {
    List<Long> handles = fill(4);
    long hole = address(handles.get(1));
    heap.free(handles.get(1));
    assertEquals(hole, address(heap.malloc(100)));
    assertEquals(hole + 104 + HEADER, address(heap.malloc(100)));
  }

  @Test
  void holesThatTouchAreCoalesced() {
    List<Long> handles = fill(5);
    long hole = address(handles.get(1));
    heap.free(handles.get(1));
    heap.free(handles.get(3));
    heap.free(handles.get(2));
    assertEquals(hole, address(heap.malloc(3 * BLOCK - HEADER)));
  }

  @Test
  void theTopFallsWithTheLastBlocks() {
    List<Long> handles = fill(40);
    for (int i = 1; i < 40; i++) heap.free(handles.get(i));
    assertEquals(1.0, heap.spanToUsed());
  }

  @Test
  void passesBeginAboveTheUpperLimitAndEndBelowTheLower() {
    usePasses();
    List<Long> handles = fill(4_000);
    Collections.shuffle(handles, new Random(1));
    double before = 1;
    int freed = 0;
    while (heap.compaction().compactions() == 0) {
      before = heap.spanToUsed();
      assertTrue(before <= 1.4, () -> "no pass at " + heap.spanToUsed());
      heap.free(handles.get(freed++));
    }
    assertTrue(before > 1.39, "a pass after " + before);
    work(200 << 20);
    assertTrue(heap.spanToUsed() <= 1.05, () -> "passes ended at " + heap.spanToUsed());
    long passes = heap.compaction().compactions();
    assertTrue(passes > 1);
    while (heap.spanToUsed() < 1.35) heap.free(handles.get(freed++));
    work(10 << 20);
    assertEquals(passes, heap.compaction().compactions());
    assertIntact(handles.subList(freed, handles.size()));
  }

  @Test
  void aPassMovesAtMostATenthOfTheUsedBytes() {
    usePasses();
    List<Long> handles = fill(4_000);
    Collections.shuffle(handles, new Random(2));
    int freed = 0;
    while (heap.compaction().compactions() == 0) heap.free(handles.get(freed++));
    long used = (handles.size() - freed) * BLOCK;
    long moved = heap.compaction().movedBytes();
    assertTrue(moved <= used / 10 && moved > used / 10 - 2 * BLOCK, () -> moved + " of " + used);
  }

  @Test
  void bytesMovedAreATwentiethOfTheWorkAtMost() {
    usePasses();
    List<Long> handles = fill(4_000);
    Collections.shuffle(handles, new Random(3));
    for (int i = 0; i < 2_000; i++) heap.free(handles.get(i));
    long first = heap.compaction().movedBytes();
    long worked = 20 << 20;
    work(worked);
    long moved = heap.compaction().movedBytes() - first;
    assertTrue(moved > 0);
    assertTrue(moved <= worked / 20 + 2_000 * BLOCK / 10, () -> moved + " of " + worked);
  }

  @Test
  void compactionEmptiesTheSparsestSubHeapIntoHoles() {
    List<Long> handles = fill(3 * 64);
    var kept = new ArrayList<Long>();
    for (int i = 0; i < handles.size(); i++) {
      boolean isSparse = i < 64;
      if (isSparse ? i % 8 > 0 : i % 8 == 0) heap.free(handles.get(i));
      else kept.add(handles.get(i));
    }
    long before = heap.footprintBytes();
    assertEquals(8 * BLOCK, heap.compact(8 * BLOCK));
    assertIntact(kept);
    assertTrue(heap.footprintBytes() <= before - SUB_HEAP + (8 << 10));
  }

  @Test
  void aLockedBlockStaysWithThoseBelowItAndThoseAboveGo() {
    List<Long> handles = fill(64);
    for (int i = 0; i < 60; i++) heap.free(handles.get(i));
    long below = address(handles.get(60));
    long locked = handles.get(61);
    long address = heap.lock(locked);
    assertEquals(2 * BLOCK, heap.compact(Long.MAX_VALUE));
    assertEquals(below, address(handles.get(60)));
    assertEquals(address, address(locked));
    assertIntact(handles.subList(60, 64));
    assertEquals(0, heap.compact(Long.MAX_VALUE));
    heap.unlock(locked);
    assertEquals(2 * BLOCK, heap.compact(Long.MAX_VALUE));
    assertIntact(handles.subList(60, 64));
  }

  /// A client that looks at its blocks locks and unlocks them, which must not start it all again.
  @Test
  void compactionComesToAnEndWhileBlocksAreLookedAt() {
    List<Long> handles = fill(1_000);
    var kept = new ArrayList<Long>();
    for (int i = 0; i < handles.size(); i++) {
      if (i % 3 > 0) heap.free(handles.get(i));
      else kept.add(handles.get(i));
    }
    for (int i = 0; i < kept.size(); i += 20) heap.lock(kept.get(i));
    int passes = 0;
    while (heap.compact(10_000) > 0) {
      assertIntact(kept);
      assertTrue(++passes < 1_000);
    }
  }

  @Test
  void largeBlocksHavePagesOfTheirOwn() {
    long large = heap.malloc(SUB_HEAP / 4);
    assertEquals(0, address(large) % 4096);
    heap.free(large);
    assertEquals(0, heap.compaction().compactions());
  }

  @Test
  void passesMustNotEndAboveWhereTheyBegin() {
    var refused = assertThrows(IllegalArgumentException.class, () -> heap(1.2, 1.3));
    assertTrue(refused.getMessage().contains("stop=1.3, start=1.2"), refused::getMessage);
  }
}
