package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// That no handle of [HandleHeap] is given out twice, and a stale one is detected.
final class HandleGenerationTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private final CheckedHandleAllocator heap = checked("handle:compact=asked,ready=0,small=128");

  @AfterEach
  void close() {
    heap.close();
  }

  @Test
  void aFreedHandleIsStaleWhenItsEntryIsUsedAgain() {
    long first = heap.malloc(8);
    heap.free(first);
    long second = heap.malloc(8);
    assertNotEquals(first, second);
    var stale = assertThrows(MisuseException.class, () -> heap.lock(first));
    assertEquals(MisuseException.Kind.STALE_HANDLE, stale.kind());
  }

  @Test
  void aPageWhoseGenerationsHaveAllRunOutIsGivenBack() {
    try (var small = (HandleHeap) Catalogue.find("handle:ready=0").create(Long.MAX_VALUE)) {
      long entries = PAGE / EntryLayout.ENTRY_BYTES;
      long lives = 1L << (EntryLayout.GENERATION_BITS - 1);
      for (long i = 0; i < entries * lives; i++) small.free(small.malloc(8));
      small.malloc(8);
      small.check();
    }
  }

  @Test
  void aGenerationThatHasRunOutRetiresItsEntry() {
    try (var small = Catalogue.find("handle").create(Long.MAX_VALUE)) {
      long lives = 1L << (EntryLayout.GENERATION_BITS - 1);
      long handle = small.malloc(8);
      long index = handle & EntryLayout.INDEX_MASK;
      for (long life = 1; life < lives; life++) {
        small.free(handle);
        handle = small.malloc(8);
        assertEquals(index == (handle & EntryLayout.INDEX_MASK), life < lives - 1);
      }
    }
  }

  @Test
  void aHandleIsStaleAfterItsPageOfEntriesWasGivenBackAndUsedAgain() {
    List<Long> first = fill(heap, 5000, 8);
    first.forEach(heap::free);
    List<Long> second = fill(heap, 5000, 8);
    for (int i = 0; i < first.size(); i++) {
      long old = first.get(i);
      assertNotEquals(old, second.get(i));
      var stale = assertThrows(MisuseException.class, () -> heap.lock(old));
      assertEquals(MisuseException.Kind.STALE_HANDLE, stale.kind());
    }
  }

  @Test
  void aHandleThatWasNeverGivenOutIsForeign() {
    long handle = heap.malloc(8);
    long otherGeneration = 2L << EntryLayout.INDEX_BITS;
    long otherEpoch = 1L << EntryLayout.EPOCH_SHIFT;
    for (long made : new long[] {handle + 1, handle + otherGeneration, handle + otherEpoch, 1023}) {
      var refused = assertThrows(MisuseException.class, () -> heap.lock(made));
      assertEquals(MisuseException.Kind.FOREIGN_ADDRESS, refused.kind());
    }
  }
}
