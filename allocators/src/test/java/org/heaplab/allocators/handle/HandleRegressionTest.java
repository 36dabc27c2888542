package org.heaplab.allocators.handle;

import static org.heaplab.allocators.Heap.NULL;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.heaplab.allocators.handle.HandleFixture.make;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// Faults that the fuzzer found in [HandleHeap], each as a short test.
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class HandleRegressionTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private static void verify(HandleAllocator heap, String specification) {
    new Verifier(heap, Catalogue.find(specification).entry().capabilities()).verify();
  }

  /// The cursor of the pass was at the top when the last block grew there. Then it took the block's
  /// bytes for a header.
  @Test
  void compactionGoesOnAfterTheLastBlockGrewWhereItStood() {
    String specification = "handle:compact=asked,ready=0";
    try (var heap = make(specification, Long.MAX_VALUE)) {
      List<Long> handles = fill(heap, 8, 3000);
      heap.free(handles.get(2));
      heap.compact(3008);
      for (int i = 4; i < 8; i++) heap.free(handles.get(i));
      long last = handles.get(3);
      heap.realloc(last, 9000);
      long address = heap.lock(last);
      for (int i = 0; i < 9000; i += 8) Memory.putLong(address + i, 0);
      heap.unlock(last);
      assertEquals(0, heap.compact(Long.MAX_VALUE));
      verify(heap, specification);
    }
  }

  /// A hole before the window counted as a hole elsewhere, although the window had grown over it.
  @Test
  void aBlockIsNotMovedBackIntoTheWindowThatIsEmptied() {
    String specification = "handle:ready=0";
    try (var heap = make(specification, Long.MAX_VALUE)) {
      fill(heap, 2, 3000);
      long beforeTheWindow = heap.malloc(4000);
      heap.malloc(1000);
      heap.malloc(500);
      long inTheWindow = heap.malloc(4000);
      heap.malloc(5000);
      heap.free(beforeTheWindow);
      heap.free(inTheWindow);
      for (int i = 0; i < 100; i++) heap.free(heap.malloc(8));
      long moved = heap.compaction().movedBytes();
      assertTrue(moved > 0 && moved <= 1008 + 512 + 5008, () -> moved + " bytes moved");
      verify(heap, specification);
    }
  }

  /// The entry looked like one that was never used.
  @Test
  void aDoubleFreeIsDetectedAfterThePageOfItsEntryWasGivenBack() {
    try (var heap = make("handle:ready=0", Long.MAX_VALUE)) {
      List<Long> handles = fill(heap, 3000, 16);
      for (long handle : handles.subList(1, 3000)) heap.free(handle);
      for (int i : new int[] {1, 1500, 2999}) {
        long freed = handles.get(i);
        assertEquals(
            Kind.DOUBLE_FREE, assertThrows(MisuseException.class, () -> heap.free(freed)).kind());
        assertEquals(
            Kind.STALE_HANDLE, assertThrows(MisuseException.class, () -> heap.lock(freed)).kind());
      }
    }
  }

  /// A request needed several pages at once. Those for which there was room stayed committed.
  @Test
  void aRefusedRequestLeavesNoPageCommitted() {
    long[] sizes = {8, 100, 1000, 5000, 20_000};
    int refusals = 0;
    for (int pages = 0; pages < 20; pages++) {
      try (var heap = make("handle", pages * PAGE)) {
        for (int i = 0; i < 100; i++) {
          long before = heap.footprintBytes();
          if (heap.malloc(sizes[i % sizes.length]) != NULL) continue;
          refusals++;
          assertTrue(
              heap.footprintBytes() <= before, "a limit of " + pages + " pages, request " + i);
        }
        verify(heap, "handle");
      }
    }
    assertTrue(refusals > 0);
  }

  /// The size was rounded up to more granules than the block had.
  @Test
  void aLockedBlockOfAnOddNumberOfGranulesShrinksWhateverSizesAreRoundedTo() {
    String specification = "handle:granule=16,compact=asked,ready=0";
    try (var heap = make(specification, Long.MAX_VALUE)) {
      List<Long> handles = fill(heap, 3, 160);
      heap.free(handles.get(0));
      heap.free(handles.get(1));
      long block = heap.malloc(320);
      assertEquals(328, heap.usableSize(block));
      heap.lock(block);
      assertEquals(block, heap.realloc(block, 328));
      verify(heap, specification);
    }
  }

  /// The request was refused at once, although the pages that it needed were only kept for later.
  @Test
  void aLockedBlockGrowsIntoPagesThatAreKeptForLater() {
    String specification = "handle:release=never,compact=asked,ready=0";
    try (var heap = make(specification, 64 * PAGE)) {
      List<Long> small = fill(heap, 20 * 32, 96);
      long last = heap.malloc(20 * PAGE);
      for (long handle : small.subList(1, small.size())) heap.free(handle);
      heap.lock(last);
      assertEquals(last, heap.realloc(last, 40 * PAGE));
      verify(heap, specification);
    }
  }

  /// The gain was computed as if the blocks became extents, although they could move to larger
  /// slots.
  @Test
  void aSparsePageIsEmptiedWhenThereIsNoRoomForAnExtent() {
    try (var heap = make("handle:compact=asked,ready=0", 9 * PAGE)) {
      fill(heap, 4, 8);
      fill(heap, 4, 16);
      fill(heap, 2, 24);
      assertTrue(heap.malloc(32) != NULL);
      assertTrue(heap.malloc(40) != NULL);
      assertTrue(heap.malloc(96) != NULL);
      verify(heap, "handle");
    }
  }

  /// The pass waited to come to the end of the area, which had become shorter than where it was.
  @Test
  void aPassEndsWhenTheBlocksAtTheTopAreFreedMeanwhile() {
    try (var heap = make("handle:ready=0,budget=1", Long.MAX_VALUE)) {
      fill(heap, 100, 1000);
      List<Long> atTheTop = fill(heap, 500, 1000);
      for (int i = 300; i < 500; i += 2) heap.free(atTheTop.get(i));
      while (heap.compaction().movedBytes() == 0) heap.free(heap.malloc(8));
      for (int i = 0; i < 300; i++) heap.free(atTheTop.get(i));
      for (int i = 301; i < 500; i += 2) heap.free(atTheTop.get(i));
      heap.compact(Long.MAX_VALUE);
    }
  }
}
