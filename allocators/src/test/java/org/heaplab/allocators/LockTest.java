package org.heaplab.allocators;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What a heap that moves blocks promises about locks and compaction.
@ParameterizedClass(name = "{0}")
@MethodSource("subjects")
final class LockTest {
  private static final int BLOCKS = 2_000;

  @Parameter ConfiguredAllocator subject;

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return CatalogueVariants.all()
        .filter(subject -> subject.getPayload().entry().has(Capability.MOVES));
  }

  @Test
  void locksAreCounted() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      long gap = heap.malloc(1_000);
      long handle = heap.malloc(1_000);
      long address = heap.lock(handle);
      assertEquals(address, heap.lock(handle));
      heap.unlock(handle);
      heap.free(gap);
      while (heap.compact(Long.MAX_VALUE) > 0) heap.verify();
      assertEquals(address, heap.lock(handle));
      heap.unlock(handle);
      heap.unlock(handle);
      heap.free(handle);
      heap.verify();
    }
  }

  @Test
  void compactionKeepsContentAndLockedAddresses() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      var kept = new ArrayList<Long>();
      for (int i = 0; i < BLOCKS; i++) kept.add(heap.malloc(i * 37 % 400));
      for (int i = BLOCKS - 1; i >= 0; i--) {
        if (i % 3 != 0) heap.free(kept.remove(i));
        else if (i % 60 == 0) heap.lock(kept.get(i));
      }
      long before = heap.footprintBytes();
      while (heap.compact(10_000) > 0) heap.verify();
      heap.verify();
      assertTrue(heap.footprintBytes() <= before);
    }
  }

  @Test
  void compactionKeepsToItsBudget() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < BLOCKS; i++) handles.add(heap.malloc(i * 37 % 400));
      for (int i = 0; i < BLOCKS; i += 2) heap.free(handles.get(i));
      for (long budget : new long[] {0, 1, 100, 5_000, 100_000}) {
        assertTrue(heap.compact(budget) <= budget);
        heap.verify();
      }
    }
  }

  @Test
  void aRequestIsRefusedOnlyAfterCompaction() {
    CatalogueVariants.assumeCan(subject, Capability.LIMITS);
    try (var heap = CatalogueVariants.checked(subject, 100 * Backing.PAGE_BYTES)) {
      var handles = new ArrayList<Long>();
      for (long handle = heap.malloc(100); handle != NULL; handle = heap.malloc(100)) {
        handles.add(handle);
      }
      for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
      assertNotEquals(NULL, heap.malloc(30 * Backing.PAGE_BYTES));
      heap.verify();
    }
  }

  @Test
  void aLockedBlockIsResizedInPlaceOrNotAtAll() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      long handle = heap.malloc(100);
      long wall = heap.malloc(100);
      heap.lock(wall);
      heap.lock(handle);
      heap.realloc(handle, 50);
      heap.verify();
      heap.realloc(handle, 100_000);
      heap.verify();
    }
  }
}
