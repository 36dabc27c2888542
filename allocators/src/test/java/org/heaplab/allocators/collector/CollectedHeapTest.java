package org.heaplab.allocators.collector;

import static org.heaplab.allocators.collector.HeldBlocks.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When a heap collects, and what it says of it, whatever the scheme.
final class CollectedHeapTest {
  /// The first budget, of 64 KiB, has room for 65 blocks. The request after them is the first that
  /// finds it used up.
  @ParameterizedTest
  @ValueSource(strings = {"mark-sweep", "mark-compact", "semispace"})
  void aHeapWithoutLiveBlocksCollectsWheneverTheLeastBudgetIsUsedUp(String scheme) {
    try (var blocks = new HeldBlocks(scheme)) {
      blocks.churn(65);
      assertEquals(0, blocks.collections());
      assertEquals(65 * BYTES, blocks.heap().garbageBytes());
      blocks.churn(1);
      assertEquals(1, blocks.collections());
      assertEquals(BYTES, blocks.heap().garbageBytes());
      blocks.churn(1_000 - 66);
      assertEquals(999 / 65, blocks.collections());
      assertEquals(0, blocks.tracedBytes());
    }
  }

  /// A hundred blocks are live, and a budget has room for the factor times one more: with a factor
  /// of 2 for 202, so that a collection follows after 102 requests; with 4, after 304.
  @ParameterizedTest
  @CsvSource({
    "mark-sweep, 2, 102",
    "mark-compact, 2, 102",
    "semispace, 2, 102",
    "mark-sweep, 4, 304",
    "mark-compact, 4, 304",
    "semispace, 4, 304"
  })
  void theFactorSaysHowManyRequestsComeBetweenCollections(String scheme, int factor, int between) {
    try (var blocks = new HeldBlocks(scheme + ":heap-factor=" + factor)) {
      for (int i = 0; i < 100; i++) blocks.malloc();
      long before = blocks.collections();
      while (blocks.collections() == before) blocks.churn(1);
      long traced = blocks.tracedBytes();
      blocks.churn(between - 1);
      assertEquals(before + 1, blocks.collections());
      blocks.churn(1);
      assertEquals(before + 2, blocks.collections());
      assertEquals(100 * BYTES, blocks.tracedBytes() - traced);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mark-sweep", "mark-compact", "semispace", "generational"})
  void garbageWaitsUntilItIsFound(String scheme) {
    try (var blocks = new HeldBlocks(scheme)) {
      long kept = blocks.malloc();
      blocks.churn(5);
      assertEquals(5 * BYTES, blocks.heap().garbageBytes());
      long grown = blocks.heap().realloc(kept, 3_000);
      assertEquals(kept, grown);
      assertEquals(6 * BYTES, blocks.heap().garbageBytes());
      blocks.collect();
      assertEquals(0, blocks.heap().garbageBytes());
      blocks.collect();
      assertEquals(1, blocks.collections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mark-sweep", "mark-compact", "semispace", "generational"})
  void aCompactionGivesBackWhatIsFree(String scheme) {
    try (var blocks = new HeldBlocks(scheme)) {
      var held = new long[1_000];
      for (int i = 0; i < held.length; i++) held[i] = blocks.malloc();
      assertTrue(blocks.heap().footprintBytes() >= held.length * BYTES);
      blocks.free(held);
      assertTrue(blocks.heap().footprintBytes() >= held.length * BYTES);
      blocks.collect();
      assertTrue(blocks.heap().footprintBytes() <= 4 * Backing.PAGE_BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mark-sweep", "mark-compact", "semispace", "generational"})
  void aLargeBlockIsNeverMovedAndItsPagesComeBack(String scheme) {
    try (var blocks = new HeldBlocks(scheme)) {
      long dead = blocks.malloc(1 << 20);
      long large = blocks.malloc(100_000);
      long at = blocks.at(large);
      blocks.free(dead);
      long held = blocks.heap().footprintBytes();
      blocks.collect();
      assertEquals(at, blocks.at(large));
      assertEquals(0, blocks.movedBytes());
      assertTrue(blocks.heap().footprintBytes() <= held - (1 << 20));
    }
  }

  /// The heap has room for no more than what is live and the request.
  @ParameterizedTest
  @ValueSource(strings = {"mark-sweep", "mark-compact", "semispace", "generational"})
  void aFullHeapCollectsBeforeItRefuses(String scheme) {
    long limit = 48 * Backing.PAGE_BYTES;
    try (var blocks = new HeldBlocks(scheme + ":heap-factor=100", limit)) {
      long kept = blocks.malloc();
      blocks.churn(2_000);
      assertTrue(blocks.collections() > 0);
      assertTrue(blocks.heap().footprintBytes() <= limit);
      assertEquals(Heap.NULL, blocks.heap().malloc(limit));
      blocks.free(kept);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mark-sweep", "mark-compact", "semispace", "generational"})
  void everyCollectionIsAPause(String scheme) {
    var watcher = new CountingWatcher();
    try (HandleAllocator heap = Catalogue.find(scheme).create(Long.MAX_VALUE)) {
      heap.watch(watcher);
      for (int i = 0; i < 2_000; i++) heap.free(heap.malloc(1_000));
      assertTrue(watcher.begun > 0);
      assertEquals(watcher.begun, heap.tracing().orElseThrow().collections());
      assertFalse(watcher.paused);
    }
  }

  private static final class CountingWatcher implements PauseWatcher {
    private long begun;
    private boolean paused;

    @Override
    public void begins() {
      assertFalse(paused);
      paused = true;
      begun++;
    }

    @Override
    public void ends() {
      assertTrue(paused);
      paused = false;
    }
  }
}
