package org.heaplab.allocators.collector;

import static org.heaplab.allocators.collector.HeldBlocks.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Where blocks go, rule by rule.
final class MarkCompactTest {
  private final HeldBlocks blocks = new HeldBlocks("mark-compact");

  @Test
  void slidingKeepsTheOrder() {
    try (blocks) {
      var handles = new long[30];
      for (int i = 0; i < handles.length; i++) handles[i] = blocks.malloc(100 + 10 * i);
      long start = blocks.at(handles[0]);
      for (int i = 0; i < handles.length; i += 3) blocks.free(handles[i]);
      blocks.collect();
      assertEquals(start, blocks.at(handles[1]));
      long before = 0;
      for (int i = 0; i < handles.length; i++) {
        if (i % 3 == 0) continue;
        assertTrue(blocks.at(handles[i]) > before);
        before = blocks.at(handles[i]);
      }
    }
  }

  @Test
  void onlyBlocksBehindAHoleMove() {
    try (blocks) {
      long first = blocks.malloc();
      long dead = blocks.malloc();
      long last = blocks.malloc();
      long atFirst = blocks.at(first);
      blocks.free(dead);
      blocks.collect();
      assertEquals(atFirst, blocks.at(first));
      assertEquals(atFirst + BYTES, blocks.at(last));
      assertEquals(BYTES, blocks.movedBytes());
      assertEquals(1, blocks.heap().compaction().compactions());
    }
  }

  @Test
  void aLockedBlockStaysAndTheHoleBeforeItServesTheNextRequest() {
    try (blocks) {
      long dead = blocks.malloc();
      long locked = blocks.malloc();
      long alsoDead = blocks.malloc();
      long last = blocks.malloc();
      long start = blocks.at(dead);
      long at = blocks.heap().lock(locked);
      blocks.free(dead, alsoDead);
      blocks.collect();
      assertEquals(at, blocks.at(locked));
      assertEquals(at + BYTES, blocks.at(last));
      assertEquals(start, blocks.at(blocks.malloc(500)));
      assertEquals(start + 512, blocks.at(blocks.malloc(400)));
      assertEquals(at + 2 * BYTES, blocks.at(blocks.malloc(400)));
      blocks.heap().unlock(locked);
    }
  }

  @Test
  void anUnlockedBlockSlidesWithTheNextCollection() {
    try (blocks) {
      long dead = blocks.malloc();
      long locked = blocks.malloc();
      long start = blocks.at(dead);
      blocks.heap().lock(locked);
      blocks.free(dead);
      blocks.collect();
      blocks.heap().unlock(locked);
      blocks.collect();
      assertEquals(start, blocks.at(locked));
    }
  }

  @Test
  void aBudgetIsGoneOnWithLater() {
    try (blocks) {
      long dead = blocks.malloc();
      long[] kept = {blocks.malloc(), blocks.malloc(), blocks.malloc()};
      long start = blocks.at(dead);
      blocks.free(dead);
      assertEquals(2 * BYTES, blocks.heap().compact(2 * BYTES));
      assertEquals(start + BYTES, blocks.at(kept[1]));
      assertEquals(start + 3 * BYTES, blocks.at(kept[2]));
      assertEquals(BYTES, blocks.heap().compact(2 * BYTES));
      assertEquals(start + 2 * BYTES, blocks.at(kept[2]));
      assertEquals(0, blocks.heap().compact(2 * BYTES));
    }
  }
}
