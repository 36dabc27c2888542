package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.address;
import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.compaction.CompactionPolicy;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the handle heap does with blocks that are kept in magazines.
final class MagazinesTest {
  /// After so many operations the heap has set how much it may keep.
  private static final int WARM_UP = 1000;

  private final CheckedHandleAllocator heap = checked("handle:compact=asked,ready=0.1");
  private final List<Long> others = new ArrayList<>();

  MagazinesTest() {
    for (int i = 0; i < WARM_UP; i++) others.add(heap.malloc(200));
  }

  @AfterEach
  void close() {
    heap.close();
  }

  @Test
  void theNextBlockOfTheSizeIsTheOneFreedLast() {
    for (int size : new int[] {1, 24, 128, 400, 1000}) {
      long first = heap.malloc(size);
      long second = heap.malloc(size);
      long firstAddress = address(heap, first);
      long secondAddress = address(heap, second);
      heap.free(first);
      heap.free(second);
      heap.verify();
      assertEquals(secondAddress, address(heap, heap.malloc(size)));
      assertEquals(firstAddress, address(heap, heap.malloc(size)));
    }
  }

  @Test
  void aHandleIsStaleWhileItsBlockIsKeptAndWhenItIsUsedAgain() {
    long freed = heap.malloc(24);
    heap.free(freed);
    assertEquals(
        Kind.DOUBLE_FREE, assertThrows(MisuseException.class, () -> heap.free(freed)).kind());
    assertThrows(MisuseException.class, () -> heap.lock(freed));
    long next = heap.malloc(24);
    assertNotEquals(freed, next);
    assertThrows(MisuseException.class, () -> heap.lock(freed));
    heap.free(next);
  }

  @Test
  void keepsAtMostTheCapacityOfAClass() {
    var handles = new ArrayList<Long>();
    for (int i = 0; i < 200; i++) handles.add(heap.malloc(48));
    var addresses = new ArrayList<Long>();
    for (long handle : handles) addresses.add(address(heap, handle));
    handles.forEach(heap::free);
    int capacity = Magazines.capacity(48 / HeapAreas.GRANULE_BYTES);
    for (int i = capacity - 1; i >= 0; i--) {
      assertEquals(addresses.get(i), address(heap, heap.malloc(48)));
    }
  }

  @Test
  void compactionFreesWhatIsKept() {
    long kept = heap.malloc(24);
    heap.free(kept);
    others.forEach(heap::free);
    others.clear();
    heap.compact(Long.MAX_VALUE);
    heap.verify();
    assertTrue(heap.footprintBytes() <= 16 * Backing.PAGE_BYTES);
  }

  @Test
  void keptBlocksMoveWithTheirLinks() {
    try (var moving =
        new HandleHeap(
            Long.MAX_VALUE,
            new HandlePolicy(
                6,
                8,
                AlignmentRule.EIGHT,
                4096,
                16,
                0,
                0.5,
                true,
                PageRelease.HALF,
                new CompactionPolicy(true, 0, 1000, false, 1, 7, 0, 64)))) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 20_000; i++) handles.add(written(moving, i));
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < handles.size(); i++) {
          if ((i * 7 + round) % 11 < 6) moving.free(handles.get(i));
          else continue;
          handles.set(i, 0L);
        }
        for (int i = 0; i < handles.size(); i++) {
          if (handles.get(i) == 0 && (i + round) % 3 != 0) handles.set(i, written(moving, i));
        }
        for (int i = 0; i < handles.size(); i++) {
          if (handles.get(i) != 0) assertEquals(i, read(moving, handles.get(i)));
        }
      }
      assertTrue(moving.compaction().movedBytes() > 0);
    }
  }

  private static long written(HandleHeap heap, int number) {
    long handle = heap.malloc(8 + number % 90);
    Memory.putInt(heap.lock(handle), number);
    heap.unlock(handle);
    return handle;
  }

  private static int read(HandleHeap heap, long handle) {
    int number = Memory.getInt(heap.lock(handle));
    heap.unlock(handle);
    return number;
  }
}
