package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.address;
import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where a [HandleHeap] with `align=malloc` puts blocks: offsets from the first slab page or from
/// the area of the extents.
final class HandleAlignmentTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private final CheckedHandleAllocator heap = heap("small=128");

  private static CheckedHandleAllocator heap(String options) {
    return checked("handle:align=malloc,compact=asked,ready=0," + options);
  }

  @AfterEach
  void close() {
    heap.verify();
    heap.close();
  }

  private static long offset(CheckedHandleAllocator heap, long handle, long area) {
    return address(heap, handle) - heap.baseAddress() - area;
  }

  private long slot(long handle) {
    return offset(heap, handle, HeapAreas.SLABS);
  }

  private long extent(long handle) {
    return offset(heap, handle, HeapAreas.EXTENTS);
  }

  @Test
  void slotsAreMultiplesOfSixteenBytesOrEight() {
    assertEquals(0, slot(heap.malloc(8)));
    assertEquals(8, slot(heap.malloc(0)));
    assertEquals(PAGE, slot(heap.malloc(9)));
    assertEquals(PAGE + 16, slot(heap.malloc(16)));
    assertEquals(2 * PAGE, slot(heap.malloc(17)));
    assertEquals(2 * PAGE + 32, slot(heap.malloc(24)));
    assertEquals(2 * PAGE + 64, slot(heap.malloc(32)));
  }

  @Test
  void aSmallBlockThatAsksForSixteenGetsASlotOfThat() {
    assertEquals(0, slot(heap.malloc(16)));
    assertEquals(16, slot(heap.malloc(1, 16)));
  }

  @Test
  void theFirstExtentBeginsAHeaderBeforeAnAlignedAddress() {
    assertEquals(16, extent(heap.malloc(200)));
    assertEquals(16 + 208, extent(heap.malloc(201)));
    assertEquals(16 + 208 + 224, extent(heap.malloc(200)));
  }

  @Test
  void theHeaderFillsTheSizesBetween() {
    assertEquals(200, heap.usableSize(heap.malloc(193)));
    assertEquals(200, heap.usableSize(heap.malloc(200)));
    assertEquals(216, heap.usableSize(heap.malloc(201)));
  }

  @Test
  void extentsSlideByMultiplesOfSixteenBytes() {
    List<Long> handles = fill(heap, 3, 1_000);
    long last = heap.malloc(304);
    heap.free(handles.get(0));
    heap.free(handles.get(2));
    heap.compact(Long.MAX_VALUE);
    assertEquals(16, extent(handles.get(1)));
    assertEquals(16 + 1_008, extent(last));
  }

  @Test
  void aRestOfSixteenBytesStaysWithTheBlock() {
    long hole = heap.malloc(1_016);
    heap.malloc(200);
    heap.free(hole);
    long block = heap.malloc(1_000);
    assertEquals(16, extent(block));
    assertEquals(1_016, heap.usableSize(block));
  }

  @Test
  void aRestOfThirtyTwoBytesIsAnExtent() {
    long hole = heap.malloc(1_032);
    heap.malloc(200);
    heap.free(hole);
    assertEquals(1_000, heap.usableSize(heap.malloc(1_000)));
  }

  @Test
  void aBlockThatGrowsFromEightBytesMoves() {
    long block = heap.malloc(8);
    heap.lock(heap.malloc(8));
    assertEquals(0, slot(block));
    assertEquals(block, heap.realloc(block, 24));
    assertEquals(PAGE, slot(block));
  }

  @Test
  void theLargestSlotIsAMultipleOfSixteenBytes() {
    try (CheckedHandleAllocator odd = heap("small=88")) {
      assertEquals(0, offset(odd, odd.malloc(80), HeapAreas.SLABS));
      long block = odd.malloc(88);
      assertEquals(16, offset(odd, block, HeapAreas.EXTENTS));
      assertEquals(88, odd.usableSize(block));
    }
    try (CheckedHandleAllocator none = heap("small=8")) {
      assertEquals(0, offset(none, none.malloc(8), HeapAreas.SLABS));
      assertEquals(16, offset(none, none.malloc(9), HeapAreas.EXTENTS));
    }
  }

  @Test
  void aKeptExtentServesEveryRequestOfItsSize() {
    try (CheckedHandleAllocator keeping = checked("handle:align=malloc,ready=1")) {
      fill(keeping, 64, 200);
      long kept = keeping.malloc(201);
      long address = address(keeping, kept);
      keeping.free(kept);
      assertEquals(address, address(keeping, keeping.malloc(216)));
      assertNotEquals(address, address(keeping, keeping.malloc(216)));
    }
  }

  /// The bytes before the first extent lie in that page too.
  @Test
  void theFirstPageIsGivenBackWithTheLastExtent() {
    heap.malloc(8);
    heap.free(heap.malloc(1_000));
    heap.compact(Long.MAX_VALUE);
    long heads = heap.footprintBytes();
    heap.malloc(1_000);
    assertEquals(heads + PAGE, heap.footprintBytes());
  }
}
