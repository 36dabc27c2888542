package org.heaplab.results;

import static org.heaplab.results.MadeUpRuns.CELL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  @Test
  void namesAreThereOnce() {
    assertTrue(Metrics.all().contains(Metrics.PEAK_RATIO));
    var names = new HashSet<String>();
    for (Metric metric : Metrics.all()) assertTrue(names.add(metric.name()), metric.name());
  }

  @Test
  void nothingAppliesToACellWithoutMeasurements() {
    var empty = new Cell(CELL);
    for (Metric metric : Metrics.all()) {
      if (metric.kind() == Kind.TEXT) continue;
      assertNull(metric.value().apply(empty), metric.name());
      assertTrue(Double.isNaN(metric.comparable(empty)), metric.name());
    }
  }

  @Test
  void aQuantileIsTheLeastValueThatAShareDoesNotExceed() {
    var cell = new Cell(CELL);
    for (int nanos = 1; nanos <= 1000; nanos++) {
      cell.add(Row.of(Tables.LATENCY, CELL, Map.of("nanos", nanos, "count", 1)));
    }
    assertEquals(500L, value(cell, "p50_ns"));
    assertEquals(990L, value(cell, "p99_ns"));
    assertEquals(999L, value(cell, "p999_ns"));
    assertEquals(1000L, value(cell, "max_ns"));
  }

  @Test
  void theRatioAtTheEndIsThatOfWhatIsLiveThen() {
    var cell = new Cell(CELL);
    cell.add(
        Row.of(Tables.SPACE, CELL, Map.of("end_live_bytes", 1000, "end_footprint_bytes", 2500)));
    assertEquals(2.5, Metrics.END_RATIO.of(cell));
    var drained = new Cell(CELL);
    drained.add(
        Row.of(Tables.SPACE, CELL, Map.of("end_live_bytes", 0, "end_footprint_bytes", 2500)));
    assertNull(value(drained, "end_ratio"));
    assertEquals(0, Metrics.END_RATIO.rounds().apply(drained).length);
  }

  @Test
  void whatIsNotValidIsNotCompared() {
    var cell = new Cell(CELL);
    cell.add(
        Row.of(
            Tables.SPACE,
            CELL,
            Map.of("peak_ratio", 1.5, "peak_footprint_bytes", 10, "valid", false)));
    assertEquals(1.5, Metrics.PEAK_RATIO.of(cell));
    assertTrue(Double.isNaN(Metrics.PEAK_RATIO.comparable(cell)));
  }

  private static Object value(Cell cell, String metric) {
    return Metrics.find(metric).orElseThrow().value().apply(cell);
  }
}
