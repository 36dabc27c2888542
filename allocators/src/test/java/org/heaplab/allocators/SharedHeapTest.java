package org.heaplab.allocators;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.heaplab.allocators.backing.Memory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Heaps that several threads may use keep every thread's blocks apart.
final class SharedHeapTest {
  private static final int THREADS = 4;
  private static final int BLOCKS = 64;

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return CatalogueVariants.all()
        .filter(subject -> subject.getPayload().entry().has(Capability.THREADS));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void blocksOfAllThreadsAreApart(ConfiguredAllocator subject) throws Exception {
    try (HandleAllocator heap = subject.create(CatalogueVariants.ROOMY);
        var threads = Executors.newFixedThreadPool(THREADS)) {
      var work = new ArrayList<Callable<Void>>();
      for (long thread = 1; thread <= THREADS; thread++) {
        long mark = thread;
        work.add(() -> use(heap, mark));
      }
      for (var done : threads.invokeAll(work)) done.get();
    }
  }

  /// Every block holds its thread's mark at its start and end for as long as it lives.
  private static Void use(HandleAllocator heap, long mark) {
    var random = new SplittableRandom(mark);
    long[] handles = new long[BLOCKS];
    long[] sizes = new long[BLOCKS];
    for (int step = 0; step < 20_000; step++) {
      int at = random.nextInt(BLOCKS);
      if (handles[at] != NULL) {
        long address = heap.lock(handles[at]);
        assertEquals(mark, Memory.getLong(address));
        assertEquals(mark, Memory.getLong(address + sizes[at] - Long.BYTES));
        heap.unlock(handles[at]);
        heap.free(handles[at]);
      }
      sizes[at] = random.nextInt(2 * Long.BYTES, 2_000);
      handles[at] = heap.malloc(sizes[at]);
      assertNotEquals(NULL, handles[at]);
      long address = heap.lock(handles[at]);
      Memory.putLong(address, mark);
      Memory.putLong(address + sizes[at] - Long.BYTES, mark);
      heap.unlock(handles[at]);
    }
    for (long handle : handles) heap.free(handle);
    return null;
  }
}
