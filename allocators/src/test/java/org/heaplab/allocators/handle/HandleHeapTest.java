package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.address;
import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [HandleHeap] puts blocks: offsets from the first slab page or the first extent.
final class HandleHeapTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private final CheckedHandleAllocator heap = checked("handle:compact=asked,ready=0,small=128");

  @AfterEach
  void close() {
    heap.close();
  }

  private long offset(long handle, long area) {
    return address(heap, handle) - heap.baseAddress() - area;
  }

  private long slot(long handle) {
    return offset(handle, HeapAreas.SLABS);
  }

  private long extent(long handle) {
    return offset(handle, HeapAreas.EXTENTS);
  }

  @Test
  void givesEachClassPagesOfItsOwn() {
    assertEquals(0, slot(heap.malloc(8)));
    assertEquals(8, slot(heap.malloc(1)));
    assertEquals(PAGE, slot(heap.malloc(9)));
    assertEquals(16, slot(heap.malloc(0)));
    assertEquals(PAGE + 16, slot(heap.malloc(16)));
  }

  @Test
  void reusesTheSlotFreedLast() {
    List<Long> handles = fill(heap, 4, 24);
    heap.free(handles.get(1));
    heap.free(handles.get(2));
    assertEquals(48, slot(heap.malloc(24)));
    assertEquals(24, slot(heap.malloc(24)));
    assertEquals(96, slot(heap.malloc(24)));
  }

  @Test
  void usesNoHoleWhenHolesAreLeftForCompaction() {
    try (CheckedHandleAllocator wasteful = checked("handle:reuse=none,ready=0,compact=asked")) {
      for (long size : new long[] {24, 3000}) {
        var freed = new HashSet<Long>();
        for (int i = 0; i < 400; i++) {
          long handle = wasteful.malloc(size);
          assertFalse(freed.contains(wasteful.lock(handle)), "block " + i);
          freed.add(wasteful.lock(handle));
          wasteful.unlock(handle);
          wasteful.unlock(handle);
          wasteful.malloc(size);
          wasteful.free(handle);
        }
      }
      wasteful.verify();
      long held = wasteful.footprintBytes();
      wasteful.compact(Long.MAX_VALUE);
      assertTrue(wasteful.footprintBytes() < held);
      wasteful.verify();
    }
  }

  @Test
  void fillsTheFullestPageFirst() {
    List<Long> handles = fill(heap, 3 * 32, 128);
    heap.malloc(128);
    for (int i = 0; i < 20; i++) heap.free(handles.get(i));
    for (int i = 32; i < 36; i++) heap.free(handles.get(i));
    fill(heap, 31, 128);
    assertEquals(PAGE, slot(heap.malloc(128)) & -PAGE);
  }

  @Test
  void putsLargerBlocksBehindHeaders() {
    assertEquals(8, extent(heap.malloc(200)));
    assertEquals(8 + 208, extent(heap.malloc(1000)));
  }

  @Test
  void coalescesFreeExtentsWithBothNeighbours() {
    List<Long> handles = fill(heap, 4, 992);
    heap.free(handles.get(0));
    heap.free(handles.get(2));
    heap.free(handles.get(1));
    assertEquals(8, extent(heap.malloc(2992)));
  }

  @Test
  void anAlignedBlockLeavesWhatIsBeforeItFree() {
    long aligned = heap.malloc(5000, PAGE);
    assertEquals(0, offset(aligned, 0) % PAGE);
    assertEquals(8, extent(heap.malloc(200)));
  }

  @Test
  void growsIntoAFreeNeighbour() {
    List<Long> handles = fill(heap, 3, 992);
    heap.free(handles.get(1));
    assertEquals(handles.get(0), heap.realloc(handles.get(0), 1900));
    assertEquals(8, extent(handles.get(0)));
  }

  @Test
  void aLargeBlockGrowsWithoutBeingInMemoryTwice() {
    long mib = 1 << 20;
    try (CheckedHandleAllocator limited = checked("handle", 5 * mib)) {
      long large = limited.malloc(3 * mib);
      long next = limited.malloc(3000);
      long before = address(limited, large);
      assertEquals(large, limited.realloc(large, 4 * mib));
      assertNotEquals(before, address(limited, large));
      limited.verify();
      assertEquals(large, limited.realloc(large, 4 * mib + 100_000));
      limited.verify();
      limited.free(large);
      limited.verify();
      assertTrue(limited.malloc(4 * mib) != 0);
      limited.free(next);
      limited.verify();
    }
  }

  @Test
  void locksBeyondWhatAnEntryHoldsAreCountedToo() {
    List<Long> handles = fill(heap, 40, 600);
    long footprint = heap.footprintBytes();
    for (int i = 0; i < handles.size(); i++) {
      for (int lock = 0; lock < i; lock++) heap.lock(handles.get(i));
    }
    heap.verify();
    for (int i = 0; i < handles.size(); i++) {
      for (int lock = 0; lock < i; lock++) heap.unlock(handles.get(i));
      long unlocked = handles.get(i);
      assertThrows(MisuseException.class, () -> heap.unlock(unlocked));
    }
    assertEquals(footprint, heap.footprintBytes());
    heap.verify();
  }
}
