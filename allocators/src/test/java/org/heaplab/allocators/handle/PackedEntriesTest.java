package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.heaplab.allocators.handle.HandleFixture.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages of entries of which few are left, packed side by side.
final class PackedEntriesTest {
  private static final int BLOCKS = 20_000;
  private static final int STRIDE = 20;

  private final CheckedHandleAllocator heap = checked("handle:pack=0.015,compact=asked,ready=0");
  private final List<Long> freed = new ArrayList<>();
  private final List<Long> left = new ArrayList<>();

  @AfterEach
  void close() {
    heap.close();
  }

  /// Leaves one block of a few on each page of entries.
  private void leaveFew() {
    List<Long> all = fill(heap, BLOCKS, 16);
    for (int i = 0; i < BLOCKS; i++) {
      if (i % STRIDE == 0) {
        left.add(all.get(i));
      } else {
        heap.free(all.get(i));
        freed.add(all.get(i));
      }
    }
    heap.compact(Long.MAX_VALUE);
    heap.check();
  }

  @Test
  void anEntryTakesLittleMoreThanItsBytesWhenItsPageIsSparse() {
    leaveFew();
    assertTrue(heap.footprintBytes() < 100_000, () -> heap.footprintBytes() + " B");
  }

  @Test
  void aPackedEntryIsLockedResizedAndFreedAsBefore() {
    leaveFew();
    for (long handle : left) {
      heap.lock(handle);
      assertThrows(MisuseException.class, () -> heap.free(handle));
      heap.unlock(handle);
      assertEquals(handle, heap.realloc(handle, 5000));
      heap.verify();
      heap.free(handle);
    }
    heap.check();
  }

  @Test
  void aHandleThatWasFreedBeforeOrAfterPackingIsStale() {
    leaveFew();
    for (long handle : freed) assertEquals(Kind.STALE_HANDLE, kindOf(handle));
    long gone = left.getFirst();
    heap.free(gone);
    assertEquals(Kind.STALE_HANDLE, kindOf(gone));
    assertEquals(
        Kind.DOUBLE_FREE, assertThrows(MisuseException.class, () -> heap.free(gone)).kind());
  }

  private Kind kindOf(long handle) {
    return assertThrows(MisuseException.class, () -> heap.lock(handle)).kind();
  }

  @Test
  void noHandleIsGivenOutAgainAfterAPackedPageHasDrained() {
    leaveFew();
    left.forEach(heap::free);
    List<Long> again = fill(heap, BLOCKS, 16);
    for (int i = 0; i < freed.size(); i++) assertNotEquals(freed.get(i), again.get(i));
    for (long handle : left) assertEquals(Kind.STALE_HANDLE, kindOf(handle));
  }

  @Test
  void theLogStaysShortWhileItsEntriesAreFreed() {
    leaveFew();
    var random = new Random(1);
    while (left.size() > 50) {
      for (int i = 0; i < 25; i++) heap.free(left.remove(random.nextInt(left.size())));
      heap.compact(Long.MAX_VALUE);
      heap.check();
    }
    assertTrue(heap.footprintBytes() < 15 * 4096, () -> heap.footprintBytes() + " B");
    heap.verify();
  }

  @Test
  void aHeapOfFewBlocksPacksOnItsOwn() {
    try (var other = checked("handle:pack=0.015")) {
      List<Long> all = fill(other, BLOCKS, 16);
      for (int i = 0; i < BLOCKS; i++) if (i % STRIDE > 0) other.free(all.get(i));
      long before = other.footprintBytes();
      for (int i = 0; i < BLOCKS; i++) other.free(other.malloc(16));
      assertTrue(other.footprintBytes() < before, () -> other.footprintBytes() + " of " + before);
      assertTrue(other.footprintBytes() < 110_000, () -> other.footprintBytes() + " B");
      other.check();
    }
  }

  /// Room is made by compaction, which packs the page of the very entry.
  @Test
  void anEntryMovesWhileItsBlockIsResized() {
    try (var full = checked("handle:pack=0,compact=asked,ready=0", 130 * Backing.PAGE_BYTES)) {
      List<Long> all = fill(full, BLOCKS, 16);
      for (int i = 0; i < BLOCKS; i++) if (i % STRIDE > 0) full.free(all.get(i));
      long handle = all.getFirst();
      assertEquals(handle, full.realloc(handle, 80 * Backing.PAGE_BYTES));
      full.verify();
      full.check();
    }
  }
}
