package org.heaplab.allocators.handle;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.heaplab.allocators.Catalogue;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
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
  void aSlabPageKeptForLaterDoesNotOutliveTheListsHeads() {
    try (var heap = make("handle:compact=asked,ready=0", 16)) {
      long block = heap.malloc(8);
      heap.compact(Long.MAX_VALUE);
      heap.free(block);
      assertEquals(NULL, heap.malloc(17 * PAGE));
      long first = heap.malloc(96);
      assertEquals(NULL, heap.malloc(12 * PAGE));
      long second = heap.malloc(96);
      assertEquals(address(heap, first) + 96, address(heap, second));
      heap.verify();
    }
  }
}
