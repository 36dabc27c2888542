package org.heaplab.allocators.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.allocators.AlignmentRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [Bump] places blocks: offsets from the base, 8 bytes of header before each.
final class BumpTest {
  private final Bump heap = new Bump(1 << 20, AlignmentRule.EIGHT);

  @AfterEach
  void close() {
    heap.close();
  }

  private long offset(long address) {
    return address - heap.baseAddress();
  }

  @Test
  void placesEachBlockBehindTheOneBefore() {
    assertEquals(8, offset(heap.malloc(1)));
    assertEquals(24, offset(heap.malloc(20)));
    assertEquals(56, offset(heap.malloc(8)));
  }

  @Test
  void neverReusesFreedBytes() {
    heap.free(heap.malloc(100));
    assertEquals(120, offset(heap.malloc(100)));
  }

  @Test
  void leavesAGapBeforeAnAlignedBlock() {
    heap.malloc(1);
    assertEquals(256, offset(heap.malloc(1, 256)));
    assertEquals(272, offset(heap.malloc(1)));
  }

  @Test
  void resizesTheLastBlockInPlace() {
    long last = heap.malloc(8);
    assertEquals(last, heap.realloc(last, 10_000));
    assertEquals(last, heap.realloc(last, 8));
    assertEquals(2 * 4096, heap.footprintBytes());
    assertEquals(24, offset(heap.malloc(8)));
  }

  @Test
  void movesABlockThatIsNotTheLast() {
    long first = heap.malloc(8);
    heap.malloc(8);
    assertEquals(40, offset(heap.realloc(first, 16)));
  }
}
