package org.heaplab.allocators.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Where blocks go, rule by rule.
final class MarkSweepTest {
  private final HeldBlocks blocks = new HeldBlocks("mark-sweep");

  @Test
  void nothingMoves() {
    try (blocks) {
      long dead = blocks.malloc();
      long kept = blocks.malloc();
      long at = blocks.at(kept);
      blocks.free(dead);
      blocks.collect();
      assertEquals(at, blocks.at(kept));
      assertEquals(0, blocks.movedBytes());
    }
  }

  @Test
  void whatWasSweptServesARequestOfItsSizeAgain() {
    try (blocks) {
      long dead = blocks.malloc();
      blocks.malloc();
      long at = blocks.at(dead);
      blocks.free(dead);
      blocks.collect();
      assertEquals(at, blocks.at(blocks.malloc()));
    }
  }

  @Test
  void deadBlocksThatTouchBecomeOneFreeBlock() {
    try (blocks) {
      long first = blocks.malloc();
      long second = blocks.malloc();
      blocks.malloc();
      long at = blocks.at(first);
      blocks.free(second, first);
      blocks.collect();
      assertEquals(at, blocks.at(blocks.malloc(HeldBlocks.BYTES + HeldBlocks.SIZE)));
    }
  }

  @Test
  void aRequestTakesTheSmallestFreeBlockThatIsLargeEnough() {
    try (blocks) {
      long large = blocks.malloc(600);
      blocks.malloc();
      long small = blocks.malloc(304);
      blocks.malloc();
      long atSmall = blocks.at(small);
      long atLarge = blocks.at(large);
      blocks.free(large, small);
      blocks.collect();
      assertEquals(atSmall, blocks.at(blocks.malloc(200)));
      assertEquals(atSmall + 208, blocks.at(blocks.malloc(96)));
      assertEquals(atLarge, blocks.at(blocks.malloc(200)));
    }
  }

  @Test
  void whatIsFreeAtTheEndIsBehindTheTop() {
    try (blocks) {
      long kept = blocks.malloc();
      blocks.churn(3);
      blocks.collect();
      assertEquals(blocks.at(kept) + HeldBlocks.BYTES, blocks.at(blocks.malloc(5_000)));
    }
  }
}
