package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.address;
import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What compaction of [HandleHeap] moves, how far, and in which steps.
final class HandleCompactionTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private final CheckedHandleAllocator heap = checked("handle:compact=asked,ready=0,small=128");

  @AfterEach
  void close() {
    heap.close();
  }

  private long offset(long handle, long area) {
    return address(heap, handle) - heap.baseAddress() - area;
  }

  private long extent(long handle) {
    return offset(handle, HeapAreas.EXTENTS);
  }

  @Test
  void anAlignedBlockSlidesAsFarAsItsAlignmentAllows() {
    List<Long> handles = fill(heap, 6, 1000);
    long aligned = heap.malloc(1000, 64);
    long behind = heap.malloc(1000);
    long before = extent(aligned);
    for (long handle : handles.subList(1, 6)) heap.free(handle);
    heap.compact(Long.MAX_VALUE);
    long after = extent(aligned);
    assertEquals(0, after % 64);
    assertTrue(after < before && after - 1016 <= 2 * 64 + 24, () -> before + ", " + after);
    assertEquals(after + 1008, extent(behind));
    heap.verify();
  }

  @Test
  void emptiesSparsePagesAndGivesThemBack() {
    List<Long> handles = fill(heap, 32 * 32, 128);
    for (int i = 0; i < handles.size(); i++) if (i % 8 != 0) heap.free(handles.get(i));
    long before = heap.footprintBytes();
    assertTrue(heap.compact(Long.MAX_VALUE) > 0);
    assertEquals(before - (32 - 4) * PAGE, heap.footprintBytes());
    heap.verify();
  }

  @Test
  void slidesExtentsTogether() {
    List<Long> handles = fill(heap, 64, 3000);
    for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
    heap.compact(Long.MAX_VALUE);
    for (int i = 1, at = 8; i < handles.size(); i += 2, at += 3008) {
      assertEquals(at, extent(handles.get(i)));
    }
    heap.verify();
  }

  @Test
  void compactsAroundALockedBlock() {
    List<Long> handles = fill(heap, 64, 3000);
    long pinned = handles.get(33);
    long address = heap.lock(pinned);
    for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
    heap.compact(Long.MAX_VALUE);
    assertEquals(address, heap.lock(pinned));
    assertEquals(8 + 15 * 3008, extent(handles.get(31)));
    assertEquals(address - heap.baseAddress() - HeapAreas.EXTENTS + 3008, extent(handles.get(35)));
    heap.verify();
  }

  @Test
  void compactionStopsWithinItsBudgetAndGoesOn() {
    List<Long> handles = fill(heap, 64, 3000);
    for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
    long total = 0;
    for (long moved; (moved = heap.compact(7000)) > 0; total += moved) assertTrue(moved <= 7000);
    assertEquals(32 * 3008, total);
    assertEquals(8 + 31 * 3008, extent(handles.get(63)));
  }

  @Test
  void movedBlocksKeepTheirContent() {
    long kept = heap.malloc(600);
    List<Long> others = fill(heap, 50, 600);
    long last = heap.malloc(600);
    for (long other : others) heap.free(other);
    heap.free(kept);
    long address = heap.lock(last);
    byte content = Memory.getByte(address + 599);
    heap.unlock(last);
    heap.compact(Long.MAX_VALUE);
    assertEquals(8, extent(last));
    assertEquals(content, Memory.getByte(heap.lock(last) + 599));
    heap.unlock(last);
  }

  @Test
  void everyPauseBeginsAndEnds() {
    var told = new StringBuilder();
    var watcher =
        new PauseWatcher() {
          @Override
          public void begins() {
            told.append('(');
          }

          @Override
          public void ends() {
            told.append(')');
          }
        };
    try (var watched = Catalogue.find("handle:headroom=0").create(Long.MAX_VALUE)) {
      watched.watch(watcher);
      watched.compact(Long.MAX_VALUE);
      assertEquals("()", told.toString());
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 4000; i++) handles.add(watched.malloc(100));
      for (int i = 0; i < 4000; i++) if (i % 8 != 0) watched.free(handles.get(i));
      assertTrue(watched.compaction().movedBytes() > 0);
    }
    assertTrue(told.toString().matches("(\\(\\)){3,}"), told.toString());
  }

  /// A sixth of the slots is free: less than the headroom, but not than its fourth part.
  @Test
  void compactsFromLessFreeMemoryWhileTheFootprintIsNearItsLargest() {
    assertEquals(0, movedWithSixthFree("handle:headroom=0.2,peak=1", 0));
    assertTrue(movedWithSixthFree("handle:headroom=0.2,peak=4", 0) > 0);
    assertEquals(0, movedWithSixthFree("handle:headroom=0.2,peak=4", 20_000));
  }

  /// @param freedBefore blocks that are freed first, which makes the footprint smaller
  private static long movedWithSixthFree(String specification, int freedBefore) {
    try (var subject = Catalogue.find(specification).create(Long.MAX_VALUE)) {
      var handles = fill(subject, 40_000 + freedBefore, 64);
      for (long handle : handles.subList(40_000, handles.size())) subject.free(handle);
      for (int i = 0; i < 40_000; i += 6) subject.free(handles.get(i));
      return subject.compaction().movedBytes();
    }
  }

  @Test
  void noStepMovesMoreThanItsVisitsAllow() {
    try (var watched = Catalogue.find("handle").create(Long.MAX_VALUE)) {
      var most = new AtomicLong();
      watched.watch(
          new PauseWatcher() {
            private long before;

            @Override
            public void begins() {
              before = watched.compaction().movedBytes();
            }

            @Override
            public void ends() {
              most.accumulateAndGet(watched.compaction().movedBytes() - before, Math::max);
            }
          });
      var random = new Random(17);
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 100_000; i++) handles.add(watched.malloc(240));
      for (int i = 0; i < 150_000; i++) {
        int at = random.nextInt(handles.size());
        watched.free(handles.get(at));
        int last = handles.size() - 1;
        handles.set(at, handles.get(last));
        handles.remove(last);
        if (i % 2 == 1) handles.add(watched.malloc(492));
      }
      assertTrue(watched.compaction().movedBytes() > 1 << 20);
      assertTrue(most.get() <= 1 << 18, () -> most + " bytes in one step");
    }
  }
}
