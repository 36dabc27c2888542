package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class OperationsTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  private static List<TextTable> tables(Cell cell) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "ours", List.of()), List.of(OURS), MadeUp.trace("one", cell));
    return TableKind.OPERATIONS.of(results, FigureCatalogue.USUAL);
  }

  private static Row row(Cell cell, OperationKind kind, long p50) {
    var values = new HashMap<String, Object>();
    values.put("round", 0);
    values.put("kind", kind.title());
    values.put("count", 30L);
    values.put("p50_ns", p50);
    values.put("max_ns", 90L);
    return Row.of(Tables.OPERATION, cell.key(), values);
  }

  @Test
  void eachKindHasATableAndWhatIsNotKnownADash() {
    Cell cell = MadeUp.cell(OURS, "one", Map.of());
    cell.add(row(cell, OperationKind.FREE, 40)).add(row(cell, OperationKind.MALLOC_64, 50));
    cell.add(Row.of(Tables.CLOCK, cell.key(), Map.of("round", 0, "cost_ns", 21L, "step_ns", 1L)));
    List<TextTable> tables = tables(cell);
    assertEquals(2, tables.size());
    assertTrue(tables.getFirst().caption().startsWith("Malloc up to 64 B: "));
    List<String> free = tables.getLast().rows().getFirst().stream().map(Entry::text).toList();
    String none = Unit.MISSING;
    assertEquals(List.of("ours", "40 ns", none, none, none, none, none, "90 ns", "21 ns"), free);
  }

  @Test
  void utilisationHasAColumnForEachTenfoldWindow() {
    Cell cell = MadeUp.cell(OURS, "one", Map.of());
    for (long window : List.of(10_000L, 20_000L, 50_000L, 100_000L, 200_000L)) {
      var values = Map.of("round", 0, "window_ns", window, "utilisation", window / 250_000.0);
      cell.add(Row.of(Tables.UTILISATION, cell.key(), values));
    }
    TextTable table = tables(cell).getFirst();
    assertEquals(List.of("allocator", "10 µs", "100 µs"), table.columns());
    assertEquals(
        List.of("ours", "4.0 %", "40.0 %"),
        table.rows().getFirst().stream().map(Entry::text).toList());
  }

  @Test
  void anExperimentWithoutOperationsHasNoTable() {
    assertEquals(List.of(), tables(MadeUp.cell(OURS, "one", Map.of())));
  }
}
