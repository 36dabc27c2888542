package org.heaplab.allocators;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of [HandleAllocator] and [Allocator], point by point, on every subject.
@ParameterizedClass(name = "{0}")
@MethodSource("subjects")
final class ContractTest {
  private static final List<Long> IMPOSSIBLE =
      List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 4095, 1L << 62, 1L << 48);

  @Parameter ConfiguredAllocator subject;

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return CatalogueVariants.all();
  }

  @Test
  void aBlockOfSizeZeroIsABlockOfItsOwn() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      long first = heap.malloc(0);
      long second = heap.malloc(0);
      assertNotEquals(NULL, first);
      assertNotEquals(NULL, second);
      assertNotEquals(first, second);
      heap.verify();
      heap.free(first);
      heap.free(second);
      heap.verify();
    }
  }

  @Test
  void addressesAreAlignedAsAsked() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      for (long alignment = 1; alignment <= Heap.MAX_ALIGNMENT; alignment *= 2) {
        for (long size = 0; size < 5_000; size = size * 3 + 1) {
          long handle = heap.malloc(size, alignment);
          assertEquals(0, heap.lock(handle) % Math.max(alignment, Heap.MIN_ALIGNMENT));
          heap.unlock(handle);
        }
        heap.verify();
      }
    }
  }

  @Test
  void alignmentsThatArenotPowersOfTwoUpToAPageAreRefused() {
    try (HandleAllocator heap = subject.create(CatalogueVariants.ROOMY)) {
      for (long alignment : new long[] {0, -8, 3, 24, 8192, Long.MIN_VALUE}) {
        assertThrows(IllegalArgumentException.class, () -> heap.malloc(8, alignment));
      }
    }
  }

  @Test
  void impossibleSizesAreRefusedAndChangeNothing() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      long handle = heap.malloc(100);
      long other = heap.malloc(100);
      for (long size : IMPOSSIBLE) {
        assertEquals(NULL, heap.malloc(size));
        assertEquals(NULL, heap.malloc(size, 4096));
        assertEquals(NULL, heap.realloc(handle, size));
        assertEquals(NULL, heap.realloc(other, size));
      }
      heap.verify();
      assertNotEquals(NULL, heap.malloc(100));
    }
  }

  @Test
  void freeingNullDoesNothing() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      heap.free(NULL);
      heap.malloc(1);
      heap.free(NULL);
      heap.verify();
    }
  }

  @Test
  void reallocKeepsTheContentThroughAllSizes() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      long handle = heap.malloc(0);
      for (long size : new long[] {1, 7, 8, 9, 64, 5_000, 4_096, 300_000, 299_999, 17, 40_000, 0}) {
        handle = heap.realloc(handle, size);
        assertNotEquals(NULL, handle);
        heap.malloc(size % 50);
        heap.verify();
      }
    }
  }

  @Test
  void anExhaustedHeapIsIntactAndServesWhatFits() {
    CatalogueVariants.assumeCan(subject, Capability.LIMITS);
    for (long pages = 0; pages <= 40; pages++) {
      try (var heap = CatalogueVariants.checked(subject, pages * Backing.PAGE_BYTES)) {
        fillUp(heap, pages);
        assertTrue(heap.footprintBytes() <= pages * Backing.PAGE_BYTES);
        heap.verify();
      }
    }
  }

  private void fillUp(CheckedHandleAllocator heap, long pages) {
    var handles = new ArrayDeque<Long>();
    for (long size : new long[] {9_000, 1_000, 100, 1}) {
      while (true) {
        long handle = heap.malloc(size, size % 3 == 1 ? 64 : 8);
        if (handle == NULL) break;
        handles.add(handle);
      }
    }
    for (long handle : handles) assertEquals(NULL, heap.realloc(handle, pages * 5_000 + 9_000));
    if (!subject.entry().has(Capability.REUSES) || handles.isEmpty()) return;
    int blocks = handles.size();
    heap.free(handles.removeLast());
    assertNotEquals(NULL, heap.malloc(1), () -> "of " + blocks + " blocks one was freed");
  }

  @Test
  void freedBytesAreReused() {
    CatalogueVariants.assumeCan(subject, Capability.REUSES, Capability.LIMITS);
    try (HandleAllocator heap = subject.create(64 * Backing.PAGE_BYTES)) {
      var live = new ArrayDeque<Long>();
      for (int i = 0; i < 5_000; i++) {
        if (live.size() == 8) heap.free(live.remove());
        long handle = heap.malloc(1_000 + i % 7 * 300);
        assertNotEquals(NULL, handle);
        live.add(handle);
      }
    }
  }

  @Test
  void anEmptyHeapHoldsAConstantFootprint() {
    CatalogueVariants.assumeCan(subject, Capability.RELEASES, Capability.COUNTS);
    try (HandleAllocator heap = subject.create(CatalogueVariants.ROOMY)) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 10_000; i++) handles.add(heap.malloc(i % 1_000));
      for (int i = 0; i < 10_000; i++) heap.free(handles.get(i * 7_919 % 10_000));
      assertTrue(heap.footprintBytes() <= 1 << 18, () -> "holds " + heap.footprintBytes());
    }
  }

  @Test
  void theSameCallsGiveTheSamePlacements() {
    List<RandomOperations.Op> operations = RandomOperations.generate(7, 2_000, 1 << 14);
    try (HandleAllocator first = subject.create(CatalogueVariants.ROOMY);
        HandleAllocator second = subject.create(CatalogueVariants.ROOMY)) {
      CatalogueVariants.assumeCan(subject, Capability.COUNTS);
      assertEquals(
          RandomOperations.placementDigest(first, operations),
          RandomOperations.placementDigest(second, operations));
    }
  }

  @Test
  void twoHeapsDoNotKnowOfEachOther() {
    try (var one = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY);
        var other = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      long handle = one.malloc(10);
      long otherHandle = other.malloc(10);
      one.free(handle);
      other.verify();
      other.free(otherHandle);
      one.verify();
    }
  }
}
