package org.heaplab.allocators.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.junit.jupiter.api.Test;

/// What the walk of small heaps says that their bytes are.
class HandlePartsTest {
  private static final int PAGE = 4096;
  private static final int ENTRY = 6;
  private static final int HEADER = 8;

  private static Map<Part, Long> parts(HandleAllocator heap) {
    var parts = new EnumMap<Part, Long>(Part.class);
    heap.walk(
        new HeapVisitor() {
          @Override
          public void area(String name, long address, long bytes) {}

          @Override
          public void used(long handle, long address, long bytes, int locks) {}

          @Override
          public void free(long address, long bytes, long committedBytes) {}

          @Override
          public void metadata(long address, long bytes, long committedBytes) {}

          @Override
          public void part(Part part, long committedBytes) {
            parts.merge(part, committedBytes, Long::sum);
          }
        });
    return parts;
  }

  private static void assertParts(
      HandleAllocator heap, long entries, long headers, long freeSlots, long pageTails) {
    Map<Part, Long> parts = parts(heap);
    assertEquals(entries * ENTRY, parts.getOrDefault(Part.ENTRIES, 0L), "entries");
    assertEquals(headers * HEADER, parts.getOrDefault(Part.HEADERS, 0L), "headers");
    assertEquals(freeSlots, parts.getOrDefault(Part.FREE_SLOTS, 0L), "free slots");
    assertEquals(pageTails, parts.getOrDefault(Part.PAGE_TAILS, 0L), "page tails");
  }

  /// 170 slots of 24 bytes leave 16 bytes of a page.
  @Test
  void aSlabPageIsUsedSlotsFreeSlotsAndATail() {
    try (HandleAllocator heap = HandleFixture.make("handle", Long.MAX_VALUE)) {
      HandleFixture.fill(heap, 100, 24);
      assertParts(heap, 100, 0, 70 * 24, 16);
      HandleFixture.fill(heap, 70, 24);
      assertParts(heap, 170, 0, 0, 16);
    }
  }

  @Test
  void largerBlocksHaveHeaders() {
    try (HandleAllocator heap = HandleFixture.make("handle", Long.MAX_VALUE)) {
      HandleFixture.fill(heap, 10, 1000);
      assertParts(heap, 10, 10, 0, 0);
    }
  }

  @Test
  void whatIsNoEntryOfABlockInTheTableIsUnused() {
    try (HandleAllocator heap = HandleFixture.make("handle", Long.MAX_VALUE)) {
      HandleFixture.fill(heap, 100, 24);
      assertEquals(PAGE - 100 * ENTRY, parts(heap).get(Part.UNUSED_ENTRIES));
    }
  }

  /// What a magazine keeps is no client's.
  @Test
  void aKeptBlockIsAFreeSlotAndAnUnusedEntry() {
    try (HandleAllocator heap = HandleFixture.make("handle:ready=1", Long.MAX_VALUE)) {
      List<Long> handles = HandleFixture.fill(heap, 128, 24);
      heap.free(handles.getFirst());
      assertParts(heap, 127, 0, 43 * 24, 16);
      assertEquals(PAGE - 127 * ENTRY, parts(heap).get(Part.UNUSED_ENTRIES));
    }
  }

  @Test
  void packsAreEntriesAndUnusedOnes() {
    try (HandleAllocator heap = HandleFixture.make("handle:pack=0", Long.MAX_VALUE)) {
      List<Long> handles = HandleFixture.fill(heap, 20_000, 24);
      for (int i = 0; i < handles.size(); i++) {
        if (i % 10 != 0) heap.free(handles.get(i));
      }
      heap.compact(Long.MAX_VALUE);
      Map<Part, Long> parts = parts(heap);
      assertEquals(2_000 * ENTRY, parts.get(Part.ENTRIES));
      assertEquals(0, (parts.get(Part.ENTRIES) + parts.get(Part.UNUSED_ENTRIES)) % PAGE);
    }
  }
}
