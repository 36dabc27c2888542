package org.heaplab.allocators.handle;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.Test;

/// [HandleHeap] at its limit: when it refuses a request, and what a refused one leaves behind.
final class HandleLimitTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private static CheckedHandleAllocator make(String specification, long pages) {
    var subject = Catalogue.find(specification);
    return new CheckedHandleAllocator(subject.create(pages * PAGE), subject.entry().capabilities());
  }

  private static long address(HandleAllocator heap, long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address;
  }

  /// The largest request, in whole pages less a header, that a new heap grants.
  private static long largest(String specification, long pages) {
    for (long size = pages * PAGE - 8; ; size -= PAGE) {
      try (var heap = make(specification, pages)) {
        if (heap.malloc(size) != NULL) return size;
      }
    }
  }

  @Test
  void anEmptiedHeapGrantsWhatANewOneDoes() {
    long largest = largest("handle", 32);
    try (var heap = make("handle", 32)) {
      for (int i = 0; i < 100; i++) heap.free(heap.malloc(8 + i % 8 * 300));
      assertNotEquals(NULL, heap.malloc(largest));
      heap.verify();
    }
  }

  @Test
  void aBlockShrinksInAFullHeapLockedOrNot() {
    try (var heap = make("handle", 32)) {
      long small = heap.malloc(120);
      long large = heap.malloc(6 * PAGE);
      while (heap.malloc(1000) != NULL)
        ;
      while (heap.malloc(120) != NULL)
        ;
      heap.lock(large);
      assertEquals(small, heap.realloc(small, 16));
      assertEquals(large, heap.realloc(large, 5 * PAGE));
      assertEquals(large, heap.realloc(large, 16));
      heap.unlock(large);
      assertNotEquals(NULL, heap.malloc(5 * PAGE));
      heap.verify();
    }
  }

  /// The free bytes are behind it only once the heap is compacted.
  @Test
  void aBlockGrowsInPlaceWhereACopyHasNoRoom() {
    try (var heap = make("handle:compact=asked,ready=0", 64)) {
      var holes = new ArrayList<Long>();
      for (int i = 0; i < 14; i++) {
        holes.add(heap.malloc(7000));
        heap.malloc(1000);
      }
      long large = heap.malloc(20 * PAGE);
      for (long hole : holes) heap.free(hole);
      assertEquals(large, heap.realloc(large, 42 * PAGE));
      heap.verify();
    }
  }

  @Test
  void aHeapNeedNotHaveAPageForEveryClass() {
    try (var heap = make("handle:small=1024,compact=asked,ready=0", 40)) {
      for (int granules = 1; granules <= 128; granules++) {
        assertNotEquals(NULL, heap.malloc(granules * 8L), granules + " granules");
      }
      heap.verify();
    }
  }

  @Test
  void aSmallBlockKeepsItsAlignmentWhenPagesAreGivenUpForOthers() {
    try (var heap = make("handle:compact=asked,ready=0", 32)) {
      var aligned = new ArrayList<Long>();
      for (int granules = 2; granules <= 16; granules += 2) {
        aligned.add(heap.malloc(granules * 8L, 16));
        heap.malloc(granules * 8L - 8);
      }
      while (heap.malloc(3000) != NULL)
        ;
      for (long handle : aligned) assertEquals(0, address(heap, handle) % 16);
      heap.verify();
    }
  }

  @Test
  void aFullHeapRefusesOnlyWhatHasNoRoom() {
    try (var heap = make("handle", 64)) {
      var random = new SplittableRandom(7);
      long size;
      long handle;
      do {
        size = random.nextLong(1L << random.nextInt(4, 13));
        handle = heap.malloc(size);
      } while (handle != NULL);
      var picture = new Totals();
      heap.walk(picture);
      long left = 64 * PAGE - picture.used - picture.metadata - size;
      assertTrue(left < PAGE, left + " bytes free, " + size + " asked for");
    }
  }

  /// Bytes of blocks and committed bytes of metadata.
  private static final class Totals implements HeapVisitor {
    long used;
    long metadata;

    @Override
    public void area(String name, long address, long bytes) {}

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      used += bytes;
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {}

    @Override
    public void metadata(long address, long bytes, long committedBytes) {
      metadata += committedBytes;
    }
  }

  @Test
  void anAlignedBlockTakesNoMorePagesThanItTouches() {
    long largest = largest("handle", 32);
    try (var heap = make("handle", 32)) {
      long aligned = heap.malloc(largest - PAGE, PAGE);
      assertNotEquals(NULL, aligned);
      assertEquals(0, address(heap, aligned) % PAGE);
      heap.verify();
    }
  }

  @Test
  void whatStoodInTheWayOfARequestMayMoveOnceItIsUnlocked() {
    try (var heap = make("handle:compact=asked,ready=0", 64)) {
      var holes = new ArrayList<Long>();
      var kept = new ArrayList<Long>();
      for (int i = 0; i < 14; i++) {
        holes.add(heap.malloc(7000));
        kept.add(heap.malloc(1000));
        heap.lock(kept.getLast());
      }
      for (long hole : holes) heap.free(hole);
      assertEquals(NULL, heap.malloc(40 * PAGE));
      for (long handle : kept) heap.unlock(handle);
      assertNotEquals(NULL, heap.malloc(40 * PAGE));
      heap.verify();
    }
  }

  @Test
  void aSlabPageKeptForLaterDoesNotOutliveTheListsHeads() {
    try (var heap = make("handle:compact=asked,ready=0", 16)) {
      long block = heap.malloc(8);
      heap.compact(Long.MAX_VALUE);
      heap.free(block);
      assertEquals(NULL, heap.malloc(17 * PAGE));
      long first = heap.malloc(96);
      assertEquals(NULL, heap.malloc(17 * PAGE));
      long second = heap.malloc(96);
      assertEquals(address(heap, first) + 96, address(heap, second));
      heap.verify();
    }
  }
}
