package org.heaplab.allocators.javalib;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

/// What arenas of `java.lang.foreign` take of the C library, and when they give it back.
final class ForeignArenasTest {
  private static final int BLOCKS = 50;

  private static HandleAllocator heap(Entry entry) {
    return entry.standard().create(Long.MAX_VALUE);
  }

  /// A segment of 4,080 bytes with its size word takes 4,096 of malloc with 8 to spare.
  @Test
  void aBlockTakesItsChunk() {
    try (HandleAllocator heap = heap(ConfinedArenas.ENTRY)) {
      long first = heap.malloc(4_080);
      assertEquals(4_096, heap.footprintBytes());
      long second = heap.malloc(1);
      assertEquals(8_192, heap.footprintBytes());
      heap.free(second);
      assertEquals(4_096, heap.footprintBytes());
      heap.free(first);
      assertEquals(0, heap.footprintBytes());
    }
  }

  /// The C library says of each block how many bytes behind its size word are usable. Its heap is
  /// that of the whole process: a block may lie in a hole that is a step too long, whose rest is
  /// too short for a chunk. Not all of many blocks do.
  @Test
  void chunksAreThoseOfTheCLibrary() {
    try (HandleAllocator glibc = Catalogue.find("glibc").create(Long.MAX_VALUE)) {
      for (long bytes = 1; bytes < 3_000; bytes++) {
        long words = (bytes + 7) / 8 * 8;
        long[] blocks = LongStream.range(0, BLOCKS).map(block -> glibc.malloc(words)).toArray();
        long least = LongStream.of(blocks).map(glibc::usableSize).min().orElseThrow();
        assertEquals(least + 8, MallocChunk.bytes(bytes));
        for (long block : blocks) glibc.free(block);
      }
    }
  }

  @Test
  void anArenaIsClosedWhenItsPhaseIsOverAndItsLastBlockIsFreed() {
    try (HandleAllocator heap = heap(PhaseArenas.ENTRY)) {
      long first = heap.malloc(4_080);
      long second = heap.malloc(4_080);
      heap.free(first);
      assertEquals(8_192, heap.footprintBytes());
      heap.phase();
      assertEquals(8_192, heap.footprintBytes());
      long third = heap.malloc(4_080);
      assertEquals(12_288, heap.footprintBytes());
      heap.free(second);
      assertEquals(4_096, heap.footprintBytes());
      heap.free(third);
      assertEquals(4_096, heap.footprintBytes());
      heap.phase();
      assertEquals(0, heap.footprintBytes());
    }
  }

  @Test
  void moreThanTheAddressesOfAHeapAreRefusedAtOnce() {
    try (HandleAllocator heap = heap(ConfinedArenas.ENTRY)) {
      assertEquals(NULL, heap.malloc(1L << 40));
      assertEquals(NULL, heap.malloc(1L << 36, Allocator.MAX_ALIGNMENT));
    }
  }
}
