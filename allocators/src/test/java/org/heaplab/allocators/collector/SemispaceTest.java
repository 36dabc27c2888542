package org.heaplab.allocators.collector;

import static org.heaplab.allocators.collector.HeldBlocks.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Where blocks go, rule by rule.
final class SemispaceTest {
  private final HeldBlocks blocks = new HeldBlocks("semispace");

  @Test
  void onlyWhatIsHeldIsCopiedSideBySide() {
    try (blocks) {
      long first = blocks.malloc();
      blocks.churn(10);
      long last = blocks.malloc();
      long before = blocks.at(first);
      blocks.collect();
      assertNotEquals(before, blocks.at(first));
      assertEquals(BYTES, blocks.at(last) - blocks.at(first));
      assertEquals(2 * BYTES, blocks.movedBytes());
      assertEquals(2 * BYTES, blocks.tracedBytes());
    }
  }

  @Test
  void theHalvesChangePlaces() {
    try (blocks) {
      long kept = blocks.malloc();
      long first = blocks.at(kept);
      blocks.churn(1);
      blocks.collect();
      blocks.churn(1);
      blocks.collect();
      assertEquals(first, blocks.at(kept));
    }
  }

  @Test
  void bothHalvesCount() {
    try (blocks) {
      for (int i = 0; i < 1_000; i++) blocks.malloc();
      assertTrue(blocks.heap().footprintBytes() >= 2 * 1_000 * BYTES);
      blocks.churn(1);
      blocks.collect();
      assertTrue(blocks.heap().footprintBytes() >= 2 * 1_000 * BYTES);
    }
  }

  @Test
  void aLockedBlockStaysInTheHalfThatIsLeftAndOthersGoAroundIt() {
    try (blocks) {
      long start = blocks.malloc();
      long locked = blocks.malloc();
      long base = blocks.at(start);
      long at = blocks.heap().lock(locked);
      blocks.free(start);
      blocks.collect();
      assertEquals(at, blocks.at(locked));
      long[] others = {blocks.malloc(), blocks.malloc()};
      blocks.churn(1);
      blocks.collect();
      assertEquals(at, blocks.at(locked));
      assertEquals(base, blocks.at(others[0]));
      assertEquals(at + BYTES, blocks.at(others[1]));
      blocks.heap().unlock(locked);
      blocks.churn(1);
      blocks.collect();
      assertNotEquals(at, blocks.at(locked));
    }
  }
}
