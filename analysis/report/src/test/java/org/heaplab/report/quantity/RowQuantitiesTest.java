package org.heaplab.report.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.results.table.WorkloadTables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowQuantitiesTest {
  private static final ComparedAllocator OWN = MadeUp.java("own", "");
  private static final ComparedAllocator OTHER = MadeUp.java("other", "");

  private final Quantities quantities =
      new Quantities(new ReferenceRuns(Map.of("first", MadeUp.run(results()))));

  private static ExperimentResults results() {
    Cell own = MadeUp.cell(OWN, "one", Map.of("peak_live_bytes", 1000));
    for (int round = 0; round < 3; round++) {
      own.add(
          Row.of(
              Tables.OPERATION,
              own.key(),
              Map.of(
                  "round",
                  round,
                  "kind",
                  OperationKind.FREE.title(),
                  "count",
                  1000L,
                  "p50_ns",
                  30L,
                  "p99_ns",
                  400L,
                  "max_ns",
                  7000L)));
      own.add(
          Row.of(
              Tables.UTILISATION,
              own.key(),
              Map.of("round", round, "window_ns", 1_000_000L, "utilisation", 0.25)));
    }
    own.add(session(own, 3 << 20, 10));
    own.add(session(own, 4 << 20, 8));
    Cell alone = MadeUp.cell(OWN, "", Map.of());
    alone.add(
        Row.of(
            WorkloadTables.ADVERSARY,
            alone.key(),
            Map.of("adversary", "robson", "live_bytes", 100L, "ratio", 2.5, "bound", 2.0)));
    return new ExperimentResults(
        MadeUp.about("e", "own", List.of()),
        List.of(MadeUp.trace("one", own)),
        List.of(OWN, OTHER),
        Map.of("own", alone));
  }

  private static Row session(Cell cell, int bytes, int pages) {
    return Row.of(
        FixedHeapTables.SESSION,
        cell.key(),
        Map.of("heap_bytes", 4 << 20, "session_bytes", bytes, "pages", 10, "pages_done", pages));
  }

  @ParameterizedTest
  @CsvSource({
    "operation/e/p50_ns/own/free, 30 ns",
    "operation/e/p99_ns/own/free, 400 ns",
    "operation/e/max_ns/own/free, 7.00 µs",
    "utilisation/e/1000000/own, 25.0 %",
    "pages/e/4M roomy/own, 10.0",
    "pages/e/4M tight/own, 8.000",
    "adversary/e/robson/own, 2.500"
  })
  void whatHasManyRowsIsFoundByItsRow(String key, String value) {
    assertEquals(value, quantities.find(key).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation/e/p50_ns/own/realloc",
        "operation/e/p9999_ns/own/free",
        "operation/e/p50_ns/other/free",
        "operation/e/p50_ns/own/frees",
        "utilisation/e/2000000/own",
        "utilisation/e/long/own",
        "utilisation/e/1000000/other",
        "pages/e/4M/own",
        "pages/e/6M roomy/own",
        "adversary/e/robson/other",
        "adversary/e/mesh/own"
      })
  void whatWasNotMeasuredIsRefused(String key) {
    assertThrows(IllegalArgumentException.class, () -> quantities.find(key));
  }
}
