package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PausePassTest {
  private final PausePass pass = new PausePass();

  private void pauses(int count) {
    for (int i = 0; i < count; i++) {
      pass.begins();
      pass.ends();
    }
    pass.endReplay();
  }

  private long result(String key) {
    return ((Number) pass.results().get(key)).longValue();
  }

  @Test
  void aPauseIsThatOfEveryRound() {
    pauses(3000);
    long once = result("max_pause_ns");
    pauses(3000);
    assertEquals(3000, result("pauses"));
    assertTrue(result("max_pause_ns") <= once);
    assertTrue(result("p99_pause_ns") <= result("max_pause_ns"));
  }

  @Test
  void roundsThatDifferAreNotMixed() {
    pauses(1000);
    long first = result("max_pause_ns");
    pauses(10);
    long counted = result("pauses");
    assertTrue(counted == 10 || counted == 1000, "pauses " + counted);
    assertTrue(result("max_pause_ns") <= first);
  }

  @Test
  void aHeapWithoutPausesHasNone() {
    pauses(0);
    assertEquals(0, result("pauses"));
    assertEquals(0, result("max_pause_ns"));
  }
}
