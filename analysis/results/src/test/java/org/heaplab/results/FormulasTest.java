package org.heaplab.results;

import static org.heaplab.results.MadeUpRuns.CELL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.LockCosts;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Column;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

/// What a metric makes of the columns of a run, with numbers worked out by hand.
final class FormulasTest {
  private static final Key TRACE = new Key("survey", "lua", "");
  private static final Key ALLOCATOR = new Key("survey", "", "handle");

  private static Cell cell(Row... rows) {
    var cell = new Cell(CELL);
    for (Row row : rows) cell.add(row);
    return cell;
  }

  private static Row space(Map<String, ?> measured) {
    return Row.of(Tables.SPACE, CELL, measured);
  }

  private static Row demand(Map<String, ?> measured) {
    return Row.of(Tables.TRACE, TRACE, measured);
  }

  private static Row process(Map<String, ?> measured) {
    return Row.of(Tables.PROCESS, CELL, measured);
  }

  private static Object value(Cell cell, String metric) {
    return Metrics.find(metric).orElseThrow().value().apply(cell);
  }

  @Test
  void whatABlockTakesIsThatOfThePeakOverTheBlocksThere() {
    Cell cell =
        cell(
            space(
                Map.of(
                    "peak_live_bytes",
                    3000,
                    "footprint_bytes_at_peak",
                    5000,
                    "metadata_bytes_at_peak",
                    600)),
            demand(Map.of("live_blocks_at_peak", 20)));
    assertEquals(30.0, value(cell, "metadata_per_block"));
    assertEquals(100.0, value(cell, "overhead_per_block"));
    assertEquals(250.0, value(cell, "footprint_per_block"));
  }

  @Test
  void noBlocksHaveNoShare() {
    Cell cell =
        cell(
            space(Map.of("metadata_bytes_at_peak", 600)), demand(Map.of("live_blocks_at_peak", 0)));
    assertNull(value(cell, "metadata_per_block"));
  }

  @Test
  void theMovedShareIsOfAllThatWasAllocated() {
    Cell cell = cell(space(Map.of("moved_bytes", 300)), demand(Map.of("allocated_bytes", 1200)));
    assertEquals(0.25, value(cell, "moved_share"));
  }

  private static Cell smallest(String alignment) {
    return cell(
        space(Map.of("peak_live_bytes", 3000, "alignment", alignment)),
        Row.of(Tables.MIN_HEAP, CELL, Map.of("min_heap_bytes", 6000)),
        demand(Map.of("peak_packed_bytes", 4000, "peak_packed_malloc_bytes", 4800)));
  }

  @Test
  void theSmallestHeapIsDividedByTheFloorOfItsAlignment() {
    assertEquals(1.5, value(smallest("8"), "min_heap_to_packed"));
    assertEquals(1.25, value(smallest("malloc"), "min_heap_to_packed"));
    assertEquals(2.0, value(smallest("malloc"), "min_heap_ratio"));
  }

  @Test
  void memoryIsTheMedianOverProcesses() {
    Cell cell =
        cell(
            space(Map.of("peak_ratio", 9.0)),
            process(Map.of("peak_ratio", 3.0)),
            process(Map.of("peak_ratio", 1.0)),
            process(Map.of("peak_ratio", 2.5)));
    assertEquals(2.5, value(cell, "peak_ratio"));
    cell.add(process(Map.of("peak_ratio", 1.5)));
    assertEquals(2.0, value(cell, "peak_ratio"));
  }

  @Test
  void aProcessWithoutAValueDoesNotCount() {
    Cell cell =
        cell(
            space(Map.of("mean_ratio", 9.0)),
            process(Map.of()),
            process(Map.of("mean_ratio", 4.0)));
    assertEquals(4.0, value(cell, "mean_ratio"));
    assertEquals(1, Metrics.MEAN_RATIO.rounds().apply(cell).length);
  }

  @Test
  void withoutProcessesTheOneValueStandsAlone() {
    Cell cell = cell(space(Map.of("mean_ratio", 1.5, "startup_bytes", 64)));
    assertArrayEquals(new double[] {1.5}, Metrics.MEAN_RATIO.rounds().apply(cell));
    assertEquals(64.0, value(cell, "startup_bytes"));
    assertEquals(0, Metrics.PEAK_RATIO.rounds().apply(cell).length);
  }

  @Test
  void timeIsTheMedianOfItsRoundsWhateverTheirOrder() {
    Cell cell = cell();
    for (int round = 0; round < 4; round++) {
      cell.add(MadeUpRuns.round(CELL, round, new double[] {40, 10, 30, 20}[round]));
    }
    assertEquals(25.0, value(cell, "ns_per_op"));
    assertArrayEquals(new double[] {40, 10, 30, 20}, Metrics.NS_PER_OP.rounds().apply(cell));
  }

  private static Row lock(int blocks, int round, double plain, double locked) {
    return Row.of(
        Tables.LOCK,
        ALLOCATOR,
        Map.of("blocks", blocks, "round", round, "plain_ns", plain, "locked_ns", locked));
  }

  @Test
  void aLockCostsTheMeanOfWhatItAddsWhereItIsMost() {
    Cell cell =
        cell(lock(10, 0, 1, 3), lock(1000, 0, 5, 11), lock(10, 1, 1, 4), lock(1000, 1, 5, 9));
    List<LockCosts> costs = LockCosts.of(cell);
    assertEquals(List.of(10L, 1000L), costs.stream().map(LockCosts::blocks).toList());
    assertArrayEquals(new double[] {2, 3}, costs.getFirst().addedNanos());
    assertArrayEquals(new double[] {6, 4}, costs.getLast().addedNanos());
    assertEquals(5.0, value(cell, "lock_ns"));
  }

  @Test
  void aColumnIsTheMetricOfItsName() {
    assertColumnsAreRead(Tables.SPACE);
    assertColumnsAreRead(Tables.PAUSE);
  }

  private static void assertColumnsAreRead(Table table) {
    var measured = new HashMap<String, Object>();
    for (Column column : table.measured()) {
      double number = 100.0 + measured.size();
      if (column.kind() == Kind.WHOLE) measured.put(column.name(), (long) number);
      if (column.kind() == Kind.REAL) measured.put(column.name(), number);
    }
    Cell cell = cell(Row.of(table, CELL, measured));
    for (String column : measured.keySet()) {
      Metrics.find(column)
          .ifPresent(
              metric ->
                  assertEquals(((Number) measured.get(column)).doubleValue(), metric.of(cell)));
    }
  }

  @Test
  void theFirstColumnsSayWhoseLineItIs() {
    assertEquals("lua", value(cell(), "trace"));
    assertEquals("handle", value(cell(), "allocator"));
  }

  @Test
  void aMetricIsWrittenInItsUnit() {
    Metric ratio = Metrics.PEAK_RATIO;
    assertEquals("1.500", ratio.format(cell(space(Map.of("peak_ratio", 1.5)))));
    assertEquals("–", ratio.format(cell()));
    assertEquals("Peak ratio", ratio.sentenceTitle());
  }

  @Test
  void aValidCellIsCompared() {
    Cell cell = cell(space(Map.of("peak_ratio", 1.5, "peak_footprint_bytes", 10)));
    assertEquals(1.5, Metrics.PEAK_RATIO.comparable(cell));
    assertTrue(Double.isNaN(Metrics.MEAN_RATIO.comparable(cell)));
  }
}
