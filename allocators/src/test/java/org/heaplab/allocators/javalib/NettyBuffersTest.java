package org.heaplab.allocators.javalib;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.HandleAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What Netty's allocators hold, by their own metrics.
final class NettyBuffersTest {
  private static final long HUGE = 64L << 20;

  static Stream<Entry> entries() {
    return Stream.of(NettyPooled.ENTRY, NettyAdaptive.ENTRY);
  }

  private static HandleAllocator heap(Entry entry) {
    return entry.standard().create(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void aSmallBlockMakesAChunkHeld(Entry entry) {
    try (HandleAllocator heap = heap(entry)) {
      assertEquals(0, heap.footprintBytes());
      heap.malloc(24);
      long chunk = heap.footprintBytes();
      assertTrue(chunk >= 64 << 10, () -> chunk + " bytes");
      heap.malloc(24);
      assertEquals(chunk, heap.footprintBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void aBlockBeyondAnyChunkIsHeldAsItIsAndGivenBack(Entry entry) {
    try (HandleAllocator heap = heap(entry)) {
      heap.malloc(24);
      long before = heap.footprintBytes();
      long huge = heap.malloc(HUGE);
      assertEquals(before + HUGE, heap.footprintBytes());
      heap.free(huge);
      assertEquals(before, heap.footprintBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void noBufferHasTwoGibibytes(Entry entry) {
    try (HandleAllocator heap = heap(entry)) {
      assertEquals(NULL, heap.malloc(1L << 31));
      assertEquals(NULL, heap.malloc(Integer.MAX_VALUE));
      assertNotEquals(NULL, heap.malloc(1));
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void theVersionIsThatOfTheJar(Entry entry) {
    assertTrue(entry.maker().version().matches("netty-buffer 4\\.2\\..+"), entry.maker()::version);
  }
}
