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
  void asMallocOnlyBlocksOfSixteenBytesAndMoreAreAlignedToThat() {
    try (Bump aligned = new Bump(1 << 20, AlignmentRule.MALLOC)) {
      long base = aligned.baseAddress();
      assertEquals(8, aligned.malloc(8) - base);
      assertEquals(24, aligned.malloc(15) - base);
      assertEquals(48, aligned.malloc(16) - base);
      assertEquals(80, aligned.malloc(24) - base);
      assertEquals(112, aligned.malloc(24) - base);
    }
  }

  @Test
  void asMallocABlockMovesWhenItsAddressIsNoLongerGood() {
    try (Bump aligned = new Bump(1 << 20, AlignmentRule.MALLOC)) {
      long base = aligned.baseAddress();
      long block = aligned.malloc(15);
      assertEquals(16, aligned.usableSize(block));
      assertEquals(32, aligned.realloc(block, 16) - base);
      assertEquals(32, aligned.realloc(base + 32, 40) - base);
      assertEquals(80, aligned.malloc(8) - base);
    }
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
