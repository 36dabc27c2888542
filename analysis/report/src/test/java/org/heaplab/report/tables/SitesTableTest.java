package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;
import org.junit.jupiter.api.Test;

class SitesTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "sequential");

  private static Cell cell() {
    return MadeUp.cell(OURS, "app", Map.of());
  }

  private static void add(Cell cell, String site, long live) {
    Map<String, Object> row =
        Map.of("site", site, "blocks", 1L, "allocated_bytes", 2 * live, "live_bytes_at_peak", live);
    cell.add(Row.of(SiteTables.SITE, cell.key(), row));
  }

  private static void addStranded(
      Cell cell, String site, double atPeak, double onAverage, String overTime) {
    Map<String, Object> row =
        Map.of("site", site, "at_peak", atPeak, "on_average", onAverage, "over_time", overTime);
    cell.add(Row.of(SiteTables.STRANDED, cell.key(), row));
  }

  private static List<TextTable> tables(Cell cell) {
    TraceResults trace = MadeUp.trace("app", cell);
    return TableKind.SITES.of(
        MadeUp.results(Experiment.plain("e", "", ""), List.of(OURS), trace), FigureCatalogue.USUAL);
  }

  @Test
  void thePlaceThatStrandsMostComesFirst() {
    Cell cell = cell();
    add(cell, "store", 5000);
    add(cell, "remember", 100);
    addStranded(cell, "store", 300, 20, "40 0");
    addStranded(cell, "remember", 0, 4096, "92 8100");
    TextTable table = tables(cell).getFirst();
    assertEquals(
        List.of(
            "place",
            "live at the peak",
            "allocated",
            "blocks",
            "ours, at the peak",
            "ours, on average",
            "ours, over time"),
        table.columns());
    assertEquals(
        List.of(
            List.of("remember", "100 B", "200 B", "1", "0 B", "4.00 KiB", "▁█"),
            List.of("store", "4.88 KiB", "9.77 KiB", "1", "300 B", "20 B", "▁▁")),
        table.rows().stream()
            .map(row -> row.stream().map(TextTable.Entry::whole).toList())
            .toList());
  }

  @Test
  void withoutPlacesThereIsNoTable() {
    assertEquals(List.of(), tables(cell()));
  }
}
