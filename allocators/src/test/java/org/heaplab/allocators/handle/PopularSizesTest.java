package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.address;
import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes above the small ones whose blocks have slots because there are many of them.
final class PopularSizesTest {
  private static final int BLOCKS = 4000;

  @ParameterizedTest
  @ValueSource(strings = {"align=8", "align=malloc"})
  void manyBlocksOfASizeNeedNoHeaders(String alignment) {
    try (var slots = checked("handle:popular=4,ready=0," + alignment);
        var extents = checked("handle:popular=0,ready=0," + alignment)) {
      fill(slots, BLOCKS, 144);
      fill(extents, BLOCKS, 144);
      long saved = extents.footprintBytes() - slots.footprintBytes();
      assertTrue(saved > BLOCKS * 2, () -> saved + " B saved");
      slots.verify();
    }
  }

  @Test
  void theirSlotsLieSideBySide() {
    try (var heap = checked("handle:popular=4,ready=0")) {
      List<Long> handles = fill(heap, BLOCKS, 144);
      long last = address(heap, handles.get(BLOCKS - 1));
      assertEquals(144, Math.abs(last - address(heap, handles.get(BLOCKS - 2))));
    }
  }

  @Test
  void sizesWithFewBlocksHoldNoPages() {
    try (var some = checked("handle:popular=4,ready=0");
        var none = checked("handle:popular=0,ready=0")) {
      for (HandleAllocator heap : List.of(some, none)) {
        for (int size = 104; size <= 1024; size += 8) fill(heap, 3, size);
      }
      assertEquals(none.footprintBytes(), some.footprintBytes());
    }
  }

  /// 31 granules leave 16 of a page of 512 unused, as many as their headers would take.
  @Test
  void slotsThatWouldWasteMoreThanHeadersAreNotMade() {
    try (var some = checked("handle:popular=4,ready=0");
        var none = checked("handle:popular=0,ready=0")) {
      fill(some, BLOCKS, 31 * 8);
      fill(none, BLOCKS, 31 * 8);
      assertEquals(none.footprintBytes(), some.footprintBytes());
    }
  }

  @Test
  void aSizeThatIsNotPopularAnyMoreGivesItsPagesBack() {
    try (var heap = checked("handle:popular=4,ready=0")) {
      List<Long> handles = fill(heap, BLOCKS, 144);
      long first = heap.malloc(144);
      handles.forEach(heap::free);
      heap.compact(Long.MAX_VALUE);
      assertTrue(heap.footprintBytes() < 16 * Backing.PAGE_BYTES, heap::toString);
      heap.free(first);
      heap.check();
    }
  }
}
