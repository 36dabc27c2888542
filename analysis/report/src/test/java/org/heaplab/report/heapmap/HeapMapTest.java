package org.heaplab.report.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.MalformedResult;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

class HeapMapTest {
  private final Cell cell = MadeUp.cell(MadeUp.java("ours", "f"), "one", Map.of());

  @Test
  void withoutAWalkThereIsNone() {
    assertTrue(HeapMap.of(cell).isEmpty());
  }

  @Test
  void areasStandOneOnTheOther() {
    MadeUpMap.add(cell, 0, 7, "9f.mm");
    MadeUpMap.add(cell, 1, 30, "99fm.");
    MadeUpMap.addArea(cell, "blocks", 3);
    MadeUpMap.addArea(cell, "table", 2);
    HeapMap map = HeapMap.of(cell).orElseThrow();
    assertEquals(5, map.bins());
    assertEquals(new HeapMap.Area("table", 3, 2), map.areas().getLast());
    assertEquals("99fm.", map.points().getLast().cells());
    assertEquals(200, map.points().getLast().op());
    assertEquals(30, map.mostMovedBytes());
    assertEquals(37, map.movedBytes());
  }

  @Test
  void cellsMustBeAsManyAsBins() {
    MadeUpMap.add(cell, "9f.", "99");
    assertEquals(
        "heapmap.csv, experiment, one, ours, operation 200:"
            + " cells must be as many as the areas have bins, 3: 2",
        assertThrows(MalformedResult.class, () -> HeapMap.of(cell)).getMessage());
  }

  @Test
  void cellsMustBeKnown() {
    MadeUpMap.add(cell, "9f.", "9?f");
    assertEquals(
        "heapmap.csv, experiment, one, ours, operation 200:"
            + " cells must be of the known characters, number 1: ?",
        assertThrows(MalformedResult.class, () -> HeapMap.of(cell)).getMessage());
  }
}
