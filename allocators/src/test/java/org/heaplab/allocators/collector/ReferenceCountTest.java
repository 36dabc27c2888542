package org.heaplab.allocators.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.Test;

/// When blocks are freed, and what their counts cost.
final class ReferenceCountTest {
  @Test
  void aDeadBlockServesTheNextRequest() {
    try (var blocks = new HeldBlocks("reference-count")) {
      long dead = blocks.malloc();
      blocks.malloc();
      blocks.free(dead);
      assertEquals(0, blocks.heap().garbageBytes());
      assertEquals(dead, blocks.malloc());
    }
  }

  /// A header of first fit, and the count.
  @Test
  void aCountTakesEightBytes() {
    try (var blocks = new HeldBlocks("reference-count")) {
      long first = blocks.malloc();
      assertEquals(HeldBlocks.SIZE + 2 * 8, blocks.malloc() - first);
    }
  }

  @Test
  void withAFactorDeadBlocksWait() {
    try (var blocks = new HeldBlocks("reference-count:heap-factor=2")) {
      long dead = blocks.malloc();
      blocks.malloc();
      blocks.malloc();
      long usable = blocks.heap().usableSize(dead) + 8;
      blocks.free(dead);
      assertEquals(usable, blocks.heap().garbageBytes());
      assertNotEquals(dead, blocks.malloc());
      assertEquals(0, blocks.collections());
    }
  }

  @Test
  void deadBlocksAreFreedTogetherWhenTheyPassTheFactor() {
    try (var blocks = new HeldBlocks("reference-count:heap-factor=2")) {
      long[] held = {blocks.malloc(), blocks.malloc(), blocks.malloc(), blocks.malloc()};
      blocks.free(held[0], held[1]);
      assertEquals(0, blocks.collections());
      blocks.free(held[2]);
      assertEquals(1, blocks.collections());
      assertEquals(0, blocks.heap().garbageBytes());
      assertEquals(held[0], blocks.malloc());
    }
  }

  @Test
  void aFullHeapFreesWhatWaits() {
    try (var blocks = new HeldBlocks("reference-count:heap-factor=100", 64 * Backing.PAGE_BYTES)) {
      blocks.malloc();
      blocks.churn(1_000);
      assertTrue(blocks.collections() > 0);
    }
  }
}
