package org.heaplab.allocators.moving;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.heaplab.allocators.HandleAdapter;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which spans of a [MeshHeap] are meshed, and what that gives back. Spans of 1,024-byte blocks
/// have two pages and eight slots.
final class MeshHeapTest {
  private static final int SIZE = 1_024;
  private static final int SLOTS = 8;
  private static final long SPAN_BYTES = 2 * Backing.PAGE_BYTES;
  private static final long ALL = Long.MAX_VALUE;

  private final MeshHeap heap = new MeshHeap(1 << 26, Integer.MAX_VALUE, 64);

  @AfterEach
  void close() {
    heap.close();
  }

  /// Full spans one after the other, and one block of a last span that the class goes on with.
  private List<List<Long>> spans(int count) {
    var spans = new ArrayList<List<Long>>();
    for (int i = 0; i < count; i++) {
      var blocks = new ArrayList<Long>();
      for (int j = 0; j < SLOTS; j++) blocks.add(heap.malloc(SIZE));
      blocks.sort(null);
      spans.add(blocks);
    }
    heap.malloc(SIZE);
    return spans;
  }

  /// Frees the blocks of a span in all slots but some, and writes into those.
  private List<Long> keep(List<Long> span, IntPredicate kept) {
    var rest = new ArrayList<Long>();
    for (int slot = 0; slot < SLOTS; slot++) {
      long block = span.get(slot);
      if (kept.test(slot)) {
        Memory.putLong(block, block);
        Memory.putLong(block + SIZE - 8, -block);
        rest.add(block);
      } else {
        heap.free(block);
      }
    }
    return rest;
  }

  private static void assertIntact(List<Long> blocks) {
    for (long block : blocks) {
      assertEquals(block, Memory.getLong(block));
      assertEquals(-block, Memory.getLong(block + SIZE - 8));
    }
  }

  @Test
  void twoDisjointSpansShareTheMemoryOfOne() {
    List<List<Long>> spans = spans(2);
    List<Long> even = keep(spans.get(0), slot -> slot % 2 == 0);
    List<Long> odd = keep(spans.get(1), slot -> slot % 4 == 1);
    long before = heap.footprintBytes();
    assertEquals(2 * SIZE, heap.compact(ALL), "the fewer blocks move");
    assertEquals(before - SPAN_BYTES, heap.footprintBytes());
    assertEquals(heap.headOf(even.getFirst()), heap.headOf(odd.getFirst()));
    assertIntact(even);
    assertIntact(odd);
    assertEquals(new MeshHeapPicture(heap).committed(), heap.footprintBytes());
  }

  @Test
  void spansWithABlockInTheSameSlotAreNotMeshed() {
    List<List<Long>> spans = spans(2);
    keep(spans.get(0), slot -> slot == 0 || slot == 3);
    keep(spans.get(1), slot -> slot == 3 || slot == 5);
    assertEquals(0, heap.compact(ALL));
    assertNotEquals(heap.headOf(spans.get(0).get(3)), heap.headOf(spans.get(1).get(3)));
  }

  @Test
  void spansThatAreMoreThanFourFifthsFullAreNotMeshed() {
    List<List<Long>> spans = spans(2);
    keep(spans.get(0), slot -> slot > 0);
    keep(spans.get(1), slot -> slot == 0);
    assertEquals(0, heap.compact(ALL));
  }

  @Test
  void meshedSpansMeshAgain() {
    List<List<Long>> spans = spans(4);
    var kept = new ArrayList<Long>();
    for (int i = 0; i < 4; i++) {
      int slot = 2 * i;
      kept.addAll(keep(spans.get(i), one -> one == slot));
    }
    long before = heap.footprintBytes();
    while (heap.compact(ALL) > 0) assertIntact(kept);
    assertEquals(before - 3 * SPAN_BYTES, heap.footprintBytes());
    assertEquals(1, kept.stream().map(heap::headOf).distinct().count());
    assertIntact(kept);
  }

  @Test
  void aSlotThatABlockOfAnotherSpanLeavesIsUsedAgainUnderTheAddressOfTheHead() {
    List<List<Long>> spans = spans(2);
    List<Long> kept = keep(spans.get(0), slot -> slot < 4);
    List<Long> moved = keep(spans.get(1), slot -> slot == 6);
    heap.compact(ALL);
    heap.free(moved.getFirst());
    var fresh = new ArrayList<Long>();
    for (int i = 0; i < 2 * SLOTS; i++) fresh.add(heap.malloc(SIZE));
    assertTrue(fresh.contains(spans.get(0).get(6)));
    assertFalse(fresh.contains(moved.getFirst()));
    assertIntact(kept);
  }

  @Test
  void whenAllBlocksOfMeshedSpansAreFreeTheirAddressesAreUsedAgain() {
    List<List<Long>> spans = spans(2);
    List<Long> blocks = keep(spans.get(0), slot -> slot % 2 == 0);
    blocks.addAll(keep(spans.get(1), slot -> slot % 2 == 1));
    heap.compact(ALL);
    long before = heap.footprintBytes();
    blocks.forEach(heap::free);
    assertEquals(before - SPAN_BYTES, heap.footprintBytes());
    var again = new HashSet<Long>();
    for (int i = 0; i < 4 * SLOTS; i++) {
      long block = heap.malloc(SIZE);
      Memory.putLong(block, block);
      Memory.putLong(block + SIZE - 8, -block);
      assertTrue(again.add(block));
    }
    assertTrue(again.containsAll(spans.get(1)));
    assertIntact(List.copyOf(again));
  }

  @Test
  void aPassComesOnceInAPeriodOfFrees() {
    try (var other = new MeshHeap(1 << 26, 4, 64)) {
      for (int i = 1; i <= 40; i++) {
        other.free(other.malloc(100));
        assertEquals(i / 4, other.compaction().compactions());
      }
    }
  }

  @Test
  void aPassKeepsToItsBudget() {
    List<List<Long>> spans = spans(2);
    keep(spans.get(0), slot -> slot < 4);
    keep(spans.get(1), slot -> slot >= 4);
    assertEquals(0, heap.compact(4 * SIZE - 1));
    assertEquals(4 * SIZE, heap.compact(4 * SIZE));
  }

  @Test
  void slotsAreTakenInRandomOrder() {
    var blocks = new ArrayList<Long>();
    for (int i = 0; i < 256; i++) blocks.add(heap.malloc(16));
    assertEquals(256, new HashSet<>(blocks).size());
    int ascents = 0;
    for (int i = 1; i < 256; i++) if (blocks.get(i) > blocks.get(i - 1)) ascents++;
    assertTrue(ascents > 90 && ascents < 165, "of 255 neighbours " + ascents + " ascend");
  }

  @Test
  void blocksKeepTheirContentThroughManyPasses() {
    var random = new SplittableRandom(5);
    var capabilities = MeshHeap.ENTRY.capabilities();
    var mesh = new MeshHeap(1 << 26, 50, 64);
    try (var checked = new CheckedHandleAllocator(new HandleAdapter(mesh), capabilities)) {
      var live = new ArrayList<Long>();
      for (int i = 0; i < 30_000; i++) {
        boolean grows = random.nextInt(100) < (i / 5_000 % 2 == 0 ? 75 : 20);
        if (grows || live.isEmpty()) {
          live.add(checked.malloc(random.nextLong(1L << random.nextInt(1, 12))));
        } else {
          int at = random.nextInt(live.size());
          checked.free(live.get(at));
          live.set(at, live.getLast());
          live.removeLast();
        }
        if (i % 3_000 == 0) checked.verify();
      }
      checked.verify();
      assertTrue(checked.compaction().movedBytes() > 10_000);
    }
  }

  @Test
  void aFullHeapMeshesBeforeItRefuses() {
    try (var small = new MeshHeap(60 * Backing.PAGE_BYTES, Integer.MAX_VALUE, 64)) {
      var blocks = new ArrayList<Long>();
      for (long block = small.malloc(SIZE); block != NULL; block = small.malloc(SIZE)) {
        blocks.add(block);
      }
      for (int i = 0; i < blocks.size(); i++) if (i % 8 > 0) small.free(blocks.get(i));
      assertNotEquals(NULL, small.malloc(15 * Backing.PAGE_BYTES));
      assertTrue(small.compaction().movedBytes() > 0);
    }
  }

  @Test
  void thereAre24Sizes() {
    var sizes = new MeshSizes();
    assertEquals(24, sizes.classes());
    assertEquals(16, sizes.bytes(0));
    assertEquals(1_024, sizes.bytes(19));
    assertEquals(16_384, sizes.bytes(23));
    for (int size = 1; size <= MeshSizes.MAX_BYTES; size++) {
      int sizeClass = sizes.classFor(size);
      assertTrue(sizes.bytes(sizeClass) >= size);
      assertTrue(sizeClass == 0 || sizes.bytes(sizeClass - 1) < size);
    }
    for (int i = 0; i < 24; i++) {
      assertTrue(sizes.slots(i) >= 8 && sizes.slots(i) <= ShuffleVectors.MOST_SLOTS);
      assertEquals(sizes.slots(i) - 1, sizes.slotAt(i, (long) sizes.slots(i) * sizes.bytes(i) - 1));
    }
  }
}
