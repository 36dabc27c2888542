package org.heaplab.allocators.mechanism.tagged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.options.Options;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With the index, every block lies where it lies with the list alone.
final class IndexedFreeListTest {
  private static final long LIMIT = 64L << 20;
  private static final int BLOCKS = 4_000;
  private static final int STEPS = 60_000;

  @ParameterizedTest
  @CsvSource({
    "first-fit, lifo, immediate",
    "first-fit, fifo, immediate",
    "first-fit, lifo, deferred",
    "next-fit, lifo, immediate",
    "next-fit, fifo, immediate",
    "next-fit, fifo, deferred"
  })
  void placesAsTheListDoes(String policy, String order, String coalesce) {
    ConfiguredAllocator indexed =
        Catalogue.find("%s:order=%s,coalesce=%s,header=0".formatted(policy, order, coalesce));
    try (HandleAllocator heap = indexed.create(LIMIT);
        Allocator plain = plain(policy, indexed.options())) {
      replay(heap, plain);
    }
  }

  private static Allocator plain(String policy, Options options) {
    TaggedBlocks blocks = TaggedBlocks.of(LIMIT, options);
    var list = new FreeList(blocks, FreeOrder.of(options));
    boolean roves = policy.equals("next-fit");
    return new BoundaryTagHeap(
        blocks, list, roves ? list::nextAtLeast : list::firstAtLeast, options);
  }

  /// Phases of growing and of shrinking.
  private static void replay(HandleAllocator heap, Allocator plain) {
    var random = new SplittableRandom(3);
    long[] handles = new long[BLOCKS];
    long[] addresses = new long[BLOCKS];
    long between = 0;
    int refilled = 0;
    for (int step = 0; step < STEPS; step++) {
      int slot = random.nextInt(BLOCKS);
      boolean grows = step % 20_000 < 10_000;
      if (handles[slot] == 0 && (grows || random.nextInt(4) == 0)) {
        int size = random.nextInt(1, random.nextInt(10) == 0 ? 5_000 : 100);
        handles[slot] = heap.malloc(size);
        addresses[slot] = plain.malloc(size);
        if (step == 0) between = heap.lock(handles[slot]) - addresses[slot];
        assertEquals(between, heap.lock(handles[slot]) - addresses[slot], "step " + step);
        refilled++;
      } else if (handles[slot] != 0 && (!grows || random.nextInt(2) == 0)) {
        heap.free(handles[slot]);
        plain.free(addresses[slot]);
        handles[slot] = 0;
      }
      assertEquals(plain.footprintBytes(), heap.footprintBytes(), "step " + step);
    }
    assertTrue(refilled > BLOCKS, refilled + " blocks");
  }
}
