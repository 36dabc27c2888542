package org.heaplab.allocators;

import static org.heaplab.allocators.MisuseException.Kind.DOUBLE_FREE;
import static org.heaplab.allocators.MisuseException.Kind.FOREIGN_ADDRESS;
import static org.heaplab.allocators.MisuseException.Kind.FREE_WHILE_LOCKED;
import static org.heaplab.allocators.MisuseException.Kind.INTERIOR_ADDRESS;
import static org.heaplab.allocators.MisuseException.Kind.LOCK_OVERFLOW;
import static org.heaplab.allocators.MisuseException.Kind.STALE_HANDLE;
import static org.heaplab.allocators.MisuseException.Kind.UNLOCK_WITHOUT_LOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The misuse that a subject claims to detect is refused by its kind and changes nothing.
@ParameterizedClass(name = "{0}")
@MethodSource("subjects")
final class MisuseTest {
  @Parameter ConfiguredAllocator subject;

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return CatalogueVariants.all();
  }

  @Test
  void doubleFree() {
    try (CheckedHandleAllocator heap = heapThatDetects(DOUBLE_FREE)) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 100; i++) handles.add(heap.malloc(i * 37 % 500));
      for (int i = 0; i < 100; i++) {
        heap.free(handles.get(i * 71 % 100));
        for (int j = 0; j <= i; j++) {
          long freed = handles.get(j * 71 % 100);
          var refused = assertThrows(MisuseException.class, () -> heap.free(freed));
          assertEquals(DOUBLE_FREE, refused.kind());
        }
        heap.verify();
      }
    }
  }

  @Test
  void useAfterFree() {
    try (CheckedHandleAllocator heap = heapThatDetects(STALE_HANDLE)) {
      long kept = heap.malloc(10);
      long stale = heap.malloc(100);
      heap.free(stale);
      refuses(heap, STALE_HANDLE, () -> heap.lock(stale));
      refuses(heap, STALE_HANDLE, () -> heap.unlock(stale));
      refuses(heap, STALE_HANDLE, () -> heap.realloc(stale, 10));
      refuses(heap, STALE_HANDLE, () -> heap.usableSize(stale));
      heap.free(kept);
      refuses(heap, STALE_HANDLE, () -> heap.lock(kept));
    }
  }

  @Test
  void foreignAddress() {
    try (CheckedHandleAllocator heap = heapThatDetects(FOREIGN_ADDRESS);
        HandleAllocator another = subject.create(CatalogueVariants.ROOMY)) {
      long strange = another.malloc(100);
      refuses(heap, FOREIGN_ADDRESS, () -> heap.free(strange));
      long own = heap.malloc(100);
      for (long address :
          new long[] {
            strange, own + 1, own + 4, 8, -8, heap.baseAddress() - 8, own + (1L << 30), 1L << 62
          }) {
        refuses(heap, FOREIGN_ADDRESS, () -> heap.free(address));
        refuses(heap, FOREIGN_ADDRESS, () -> heap.realloc(address, 10));
        refuses(heap, FOREIGN_ADDRESS, () -> heap.usableSize(address));
      }
    }
  }

  @Test
  void interiorAddress() {
    try (CheckedHandleAllocator heap = heapThatDetects(INTERIOR_ADDRESS)) {
      heap.free(heap.malloc(20_000));
      long block = heap.malloc(20_000);
      for (long offset = 8; offset < 20_000; offset += 8) {
        long address = block + offset;
        refuses(heap, INTERIOR_ADDRESS, () -> heap.free(address));
      }
    }
  }

  @Test
  void unlockWithoutLock() {
    try (CheckedHandleAllocator heap = heapThatDetects(UNLOCK_WITHOUT_LOCK)) {
      long handle = heap.malloc(10);
      refuses(heap, UNLOCK_WITHOUT_LOCK, () -> heap.unlock(handle));
      heap.lock(handle);
      heap.unlock(handle);
      refuses(heap, UNLOCK_WITHOUT_LOCK, () -> heap.unlock(handle));
    }
  }

  @Test
  void lockOverflow() {
    CatalogueVariants.assumeDetects(subject, LOCK_OVERFLOW);
    try (HandleAllocator heap = subject.create(CatalogueVariants.ROOMY)) {
      long handle = heap.malloc(10);
      int locks = 0;
      MisuseException refused = null;
      while (refused == null) {
        try {
          heap.lock(handle);
          locks++;
        } catch (MisuseException e) {
          refused = e;
        }
      }
      assertEquals(LOCK_OVERFLOW, refused.kind());
      while (locks-- > 0) heap.unlock(handle);
      heap.free(handle);
    }
  }

  @Test
  void freeWhileLocked() {
    try (CheckedHandleAllocator heap = heapThatDetects(FREE_WHILE_LOCKED)) {
      long handle = heap.malloc(10);
      heap.lock(handle);
      refuses(heap, FREE_WHILE_LOCKED, () -> heap.free(handle));
      heap.unlock(handle);
      heap.free(handle);
    }
  }

  private CheckedHandleAllocator heapThatDetects(Kind kind) {
    CatalogueVariants.assumeDetects(subject, kind);
    return CatalogueVariants.checked(subject, CatalogueVariants.ROOMY);
  }

  private static void refuses(CheckedHandleAllocator heap, Kind kind, Executable call) {
    assertEquals(kind, assertThrows(MisuseException.class, call).kind());
    heap.verify();
  }
}
