package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [BinaryBuddy] places blocks: offsets from the base.
final class BinaryBuddyTest {
  private static final long PAGE = 4096;

  private final BuddyHeap heap = heap(16);

  private static BuddyHeap heap(long minBytes) {
    return new BuddyHeap(1 << 24, Place.TABLE, BinaryBuddy.series(minBytes));
  }

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress();
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  @Test
  void roundsUpToAPowerOfTwo() {
    assertEquals(16, heap.usableSize(heap.malloc(1)));
    assertEquals(128, heap.usableSize(heap.malloc(65)));
    assertEquals(1 << 20, heap.usableSize(heap.malloc((1 << 19) + 1)));
  }

  @Test
  void splitsTheSmallestBlockThatFits() {
    assertEquals(0, malloc(16));
    assertEquals(16, malloc(16));
    assertEquals(32, malloc(32));
    assertEquals(64, malloc(16));
    assertEquals(128, malloc(100));
  }

  @Test
  void coalescesBuddies() {
    long first = malloc(16);
    long second = malloc(16);
    free(first);
    free(second);
    assertEquals(0, malloc(PAGE));
  }

  @Test
  void doesNotCoalesceNeighboursThatAreNotBuddies() {
    malloc(16);
    long second = malloc(16);
    long third = malloc(16);
    malloc(16);
    free(second);
    free(third);
    assertEquals(64, malloc(32));
  }

  @Test
  void doublesTheHeap() {
    assertEquals(0, malloc(PAGE));
    assertEquals(PAGE, malloc(PAGE));
    assertEquals(2 * PAGE, malloc(2 * PAGE));
    assertEquals(8 * PAGE, malloc(8 * PAGE));
    assertEquals(4 * PAGE, malloc(1));
  }

  @Test
  void aFreeBlockKeepsOnlyItsFirstPage() {
    long block = malloc(64 * PAGE);
    assertEquals((64 + 2) * PAGE, heap.footprintBytes());
    free(block);
    assertEquals((1 + 2) * PAGE, heap.footprintBytes());
  }

  @Test
  void resizesInPlaceByHalvesAndFreeBuddies() {
    long block = malloc(1_024);
    assertEquals(0, block);
    assertEquals(heap.baseAddress(), heap.realloc(heap.baseAddress(), 100));
    assertEquals(128, malloc(100));
    free(128);
    assertEquals(heap.baseAddress(), heap.realloc(heap.baseAddress(), PAGE));
    assertEquals(PAGE, heap.usableSize(heap.baseAddress()));
  }

  @Test
  void blocksOfSixteenBytesAreAlignedToThatWhateverTheSmallestIs() {
    try (var fine = heap(8)) {
      long base = fine.baseAddress();
      assertEquals(0, fine.malloc(8) - base);
      assertEquals(16, fine.malloc(9) - base);
      assertEquals(8, fine.malloc(8) - base);
      assertEquals(32, fine.realloc(base + 8, 16) - base);
    }
  }

  @Test
  void movesABlockThatIsAnUpperHalf() {
    malloc(16);
    long upper = malloc(16);
    assertEquals(32, heap.realloc(heap.baseAddress() + upper, 32) - heap.baseAddress());
  }

  @Test
  void anAddressWithinABlockIsRefused() {
    long block = heap.malloc(1_000);
    for (long offset = 8; offset < 1_000; offset += 8) {
      long inside = block + offset;
      var refused = assertThrows(MisuseException.class, () -> heap.free(inside));
      assertEquals(Kind.INTERIOR_ADDRESS, refused.kind());
    }
  }

  @Test
  void aRequestOfMoreThanSixteenGibibytesIsRefused() {
    try (var large = new BuddyHeap(Long.MAX_VALUE, Place.TABLE, BinaryBuddy.series(16))) {
      assertEquals(0, large.malloc((1L << 34) + 1));
      assertEquals(0, large.footprintBytes());
    }
  }
}
