package org.heaplab.measure.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.replay.SlotTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitsTest {
  private SlotTable slots;

  @BeforeEach
  void fill() throws IOException {
    try (var trace = TestTraces.scattered(64);
        var file = ReplayFile.write(trace)) {
      slots = new SlotTable(ReplayFile.View.map(file.path()));
    }
    for (int slot = 0; slot < slots.slots(); slot += 2) slots.put(slot, slot + 1, 100 + slot);
  }

  @AfterEach
  void close() {
    slots.close();
  }

  @Test
  void onlyLiveBlocksAreVisitedAndEachAtSomeTime() {
    var visits = new Visits(slots, 1);
    Set<Integer> visited = new HashSet<>();
    for (int i = 0; i < 5000; i++) visited.add(visits.next());
    assertTrue(visited.remove(Visits.NONE));
    assertEquals(32, visited.size());
    for (int slot : visited) {
      assertEquals(0, slot % 2);
      assertEquals(100 + slot, visits.reach(slot));
    }
  }

  @Test
  void betweenTwoDrawsAreSoManyOperations() {
    for (int slot = 0; slot < slots.slots(); slot++) slots.put(slot, slot + 1, 1);
    var visits = new Visits(slots, 4);
    for (int i = 1; i <= 40; i++) assertEquals(i % 4 == 0, visits.next() != Visits.NONE, "op " + i);
  }

  @Test
  void withoutSpacingThereAreNone() {
    var visits = new Visits(slots, 0);
    for (int i = 0; i < 100; i++) assertEquals(Visits.NONE, visits.next());
  }
}
