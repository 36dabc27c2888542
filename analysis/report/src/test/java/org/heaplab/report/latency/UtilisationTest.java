package org.heaplab.report.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class UtilisationTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  /// @param shares one a process
  private static Cell window(Cell cell, long nanos, double... shares) {
    for (int round = 0; round < shares.length; round++) {
      var values = Map.of("round", round, "window_ns", nanos, "utilisation", shares[round]);
      cell.add(Row.of(Tables.UTILISATION, cell.key(), values));
    }
    return cell;
  }

  private static Cell cell(String trace) {
    return MadeUp.cell(OURS, trace, Map.of());
  }

  private static List<Utilisation> of(Cell... cells) {
    var traces = List.of(cells).stream().map(cell -> MadeUp.trace(cell.trace(), cell)).toList();
    return Utilisation.of(
        new ExperimentResults(
            MadeUp.about("e", "ours", List.of()), traces, List.of(OURS), Map.of()));
  }

  @Test
  void ofTheTracesTheWorstCounts() {
    Cell one = window(window(cell("one"), 1000, 0.5, 0.6, 0.7), 10_000, 0.9, 0.9, 0.9);
    Cell two = window(cell("two"), 1000, 0.8, 0.55, 0.8);
    Utilisation line = of(one, two).getFirst();
    assertEquals(List.of(1000.0, 10_000.0), List.copyOf(line.least().keySet()));
    assertEquals(0.55, line.least().get(1000.0).value(), "0.5, 0.55, 0.7");
    assertEquals(0.9, line.least().get(10_000.0).value(), "two lasts less long");
    assertEquals(List.of(Map.of(1000.0, 0.6, 10_000.0, 0.9), Map.of(1000.0, 0.8)), line.traces());
  }

  @Test
  void whatNeverCompactsHasNone() {
    assertEquals(List.of(), of(cell("one")));
  }
}
