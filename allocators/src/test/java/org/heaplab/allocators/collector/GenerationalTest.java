package org.heaplab.allocators.collector;

import static org.heaplab.allocators.collector.HeldBlocks.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/// When blocks are promoted, and where they go. A nursery of 64 KiB has room for 65 blocks.
final class GenerationalTest {
  private final HeldBlocks blocks = new HeldBlocks("generational:nursery=64K");

  @Test
  void whatIsHeldWhenTheNurseryIsFullIsPromotedAndThenLeftAlone() {
    try (blocks) {
      long kept = blocks.malloc();
      long young = blocks.at(kept);
      blocks.churn(64);
      assertEquals(young, blocks.at(kept));
      blocks.churn(1);
      assertEquals(1, blocks.collections());
      assertEquals(BYTES, blocks.movedBytes());
      long old = blocks.at(kept);
      assertNotEquals(young, old);
      blocks.churn(2 * 65);
      assertEquals(3, blocks.collections());
      assertEquals(BYTES, blocks.movedBytes());
      assertEquals(BYTES, blocks.tracedBytes());
      assertEquals(old, blocks.at(kept));
    }
  }

  @Test
  void theNurseryBeginsAgainAtItsStart() {
    try (blocks) {
      long first = blocks.malloc();
      long start = blocks.at(first);
      blocks.churn(64);
      assertEquals(start, blocks.at(blocks.malloc()));
    }
  }

  @Test
  void aLockedBlockStaysYoungUntilItIsUnlocked() {
    try (blocks) {
      long locked = blocks.malloc();
      long at = blocks.heap().lock(locked);
      blocks.churn(100);
      assertEquals(at, blocks.at(locked));
      assertEquals(at + BYTES, blocks.at(blocks.malloc()) - (100 - 64) * BYTES);
      blocks.heap().unlock(locked);
      blocks.churn(65);
      assertNotEquals(at, blocks.at(locked));
    }
  }

  @Test
  void oldGarbageIsFoundWhenTheHeapIsCollected() {
    try (blocks) {
      long dead = blocks.malloc();
      long kept = blocks.malloc();
      blocks.churn(64);
      long start = blocks.at(dead);
      blocks.free(dead);
      blocks.churn(65);
      assertEquals(start + BYTES, blocks.at(kept));
      blocks.collect();
      assertEquals(start, blocks.at(kept));
      assertEquals(0, blocks.heap().garbageBytes());
    }
  }
}
