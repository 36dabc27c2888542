package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// What is measured in heaps of fixed size, each allocator in a process of its own.
class MeasuredFixedHeapsTest {
  private static final ReplayOptions OPTIONS =
      ReplayOptions.DEFAULT.withRounds(1).withWarmup(Duration.ofMillis(1));

  private static final int BLOCKS = 2000;
  private static final int BYTES = 1000;

  /// Half of the blocks are freed, every other one; then larger ones are allocated, for which only
  /// a heap that moves blocks has room in little more than what was live.
  private static Trace holes() {
    var builder = new TraceBuilder();
    int[] slots = new int[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) slots[i] = builder.malloc(BYTES);
    for (int i = 0; i < BLOCKS; i += 2) builder.free(slots[i]);
    for (int i = 0; i < BLOCKS / 4; i++) builder.malloc(2 * BYTES - 50);
    return builder.build("holes", Provenance.UNKNOWN);
  }

  private static List<Cell> measure(String... allocators) throws IOException {
    try (Trace trace = holes()) {
      return Replay.run(
              trace,
              List.of(allocators),
              Replay.usual(Measurements.LARGEST_BLOCK, Measurements.WINDOWS),
              OPTIONS,
              Progress.NONE)
          .stream()
          .peek(result -> assertTrue(result.valid(), result.reason()))
          .map(Result::cell)
          .toList();
    }
  }

  private static List<Row> rows(Cell cell, Table table, double factor) {
    return cell.series(table).rows().stream()
        .filter(row -> row.number("factor") == factor)
        .toList();
  }

  @Test
  void onlyWhatMovesBlocksCompletesInLittleMoreThanWhatIsLive() throws IOException {
    List<Cell> cells = measure("handle", "jeff:heap=limit", "first-fit");
    for (Cell cell : cells) {
      Row ample = rows(cell, FixedHeapTables.FIXED, 4).getFirst();
      assertEquals(true, ample.get("completed"), cell.allocator());
      assertEquals(25, rows(cell, FixedHeapTables.LARGEST, 4).size(), cell.allocator());
      assertEquals(25, rows(cell, FixedHeapTables.WINDOW, 4).size(), cell.allocator());
      for (Row row : rows(cell, FixedHeapTables.LARGEST, 4)) {
        assertTrue(row.number("granted_bytes") < row.number("heap_bytes"), cell.allocator());
        assertTrue(row.number("granted_bytes") > row.number("heap_bytes") / 2, cell.allocator());
      }
      for (Row row : rows(cell, FixedHeapTables.WINDOW, 4)) {
        assertTrue(row.number("ns_per_op") > 0, cell.allocator());
      }
    }
    Row jeff = rows(cells.get(1), FixedHeapTables.FIXED, 1.2).getFirst();
    assertEquals(true, jeff.get("completed"));
    assertTrue(jeff.number("moved_bytes") > 0);
    assertTrue(jeff.number("first_compaction_at_op") > BLOCKS * 1.5);
    assertEquals(0, rows(cells.get(1), FixedHeapTables.FIXED, 4).getFirst().number("compactions"));

    Row firstFit = rows(cells.get(2), FixedHeapTables.FIXED, 1.2).getFirst();
    assertEquals(false, firstFit.get("completed"));
    double refused = firstFit.number("oom_at_op");
    List<Row> points = rows(cells.get(2), FixedHeapTables.LARGEST, 1.2);
    assertTrue(points.size() < 25);
    assertTrue(points.getLast().number("op") <= refused);
    assertFalse(
        Double.isFinite(
            rows(cells.get(2), FixedHeapTables.WINDOW, 1.2).getFirst().number("ns_per_op")));
  }

  @Test
  void heldBlocksKeepAHeapFromGrantingWhatItHas() throws IOException {
    List<Cell> cells = measure("jeff:heap=limit", "jeff:heap=limit@hold=0.5");
    double free = meanGranted(cells.getFirst());
    double held = meanGranted(cells.getLast());
    assertTrue(held < free, held + " of " + free);
  }

  private static double meanGranted(Cell cell) {
    return rows(cell, FixedHeapTables.LARGEST, 4).stream()
        .mapToDouble(row -> row.number("granted_bytes"))
        .average()
        .orElseThrow();
  }
}
