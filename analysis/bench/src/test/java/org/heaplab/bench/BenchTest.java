package org.heaplab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BenchTest {
  @Test
  void refusesToRunWithAssertionsOn() {
    var error = assertThrows(IllegalStateException.class, () -> Bench.run("Pair"));
    assertEquals("benchmarks must run with assertions off: drop -ea", error.getMessage());
  }

  @Test
  void leavesOutWhatNeverReusesMemory() {
    assertTrue(Bench.allocators().contains("first-fit"));
    assertFalse(Bench.allocators().contains("bump"));
  }

  @Test
  void keepsWhatTheHarnessCosts() {
    assertTrue(Bench.allocators().contains("nothing"));
  }

  @Test
  void aPopulationStaysAsLargeAsItIs() {
    try (var heap = new CountingHeap();
        var population = new Population(heap, 50, 1)) {
      assertEquals(50, heap.live());
      for (int i = 0; i < 500; i++) population.replaceOne();
      assertEquals(50, heap.live());
    }
  }

  @Test
  void drawsAreTheSameEveryTimeAndGoRound() {
    var one = new Draws(10, 1);
    var other = new Draws(10, 1);
    int first = one.size();
    int ahead = one.sizeAhead(3);
    one.advance(3);
    other.advance(3);
    assertEquals(ahead, one.size());
    assertEquals(other.slot(), one.slot());
    one.advance((1 << 16) - 3);
    assertEquals(first, one.size());
  }
}
