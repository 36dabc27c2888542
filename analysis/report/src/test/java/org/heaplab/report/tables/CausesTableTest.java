package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class CausesTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "handle");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");

  /// @param mean bytes by cause, on average; at the peak there are twice as many
  private static Cell cell(ComparedAllocator allocator, String trace, Map<Cause, Double> mean) {
    Cell cell = MadeUp.cell(allocator, trace, Map.of("mean_ratio", 1.5));
    mean.forEach(
        (cause, bytes) ->
            cell.add(
                Row.of(
                    Tables.CAUSE,
                    cell.key(),
                    Map.of(
                        "cause",
                        cause.title(),
                        "peak_bytes",
                        (long) (2 * bytes),
                        "mean_bytes",
                        bytes))));
    return cell;
  }

  private static List<TextTable> tables(TraceResults... traces) {
    return TableKind.CAUSES.of(
        MadeUp.results(MadeUp.about("e", "ours", List.of()), List.of(OURS, THEIRS), traces),
        FigureCatalogue.USUAL);
  }

  private static List<List<String>> words(TextTable table) {
    return table.rows().stream().map(row -> row.stream().map(Entry::whole).toList()).toList();
  }

  private static TraceResults one() {
    return MadeUp.trace(
        "one",
        cell(OURS, "one", Map.of(Cause.LIVE, 1000.0, Cause.ENTRIES, 100.0)),
        cell(THEIRS, "one", Map.of(Cause.LIVE, 1000.0, Cause.REST, 500.0)));
  }

  private static TraceResults two() {
    return MadeUp.trace(
        "two",
        cell(OURS, "two", Map.of(Cause.LIVE, 200.0, Cause.ENTRIES, 60.0, Cause.FREE_PAGES, 40.0)),
        cell(THEIRS, "two", Map.of(Cause.LIVE, 200.0, Cause.REST, 20.0)));
  }

  @Test
  void theSubjectHasARowForEachTrace() {
    TextTable table = tables(one(), two()).getFirst();
    assertEquals(List.of("trace", "entries", "free pages", "all"), table.columns());
    assertEquals(
        List.of(
            List.of("one", "10.0 %", "–", "10.0 %"), List.of("two", "30.0 %", "20.0 %", "50.0 %")),
        words(table));
  }

  /// It is like the table of averages, because all causes of both traces double.
  @Test
  void theSubjectHasATableOfItsPeaks() {
    List<TextTable> tables = tables(one(), two());
    assertEquals(3, tables.size());
    assertEquals(
        "What ours holds beyond live bytes, in percent of them, where its footprint is largest.",
        tables.get(1).caption());
    assertEquals(words(tables.get(0)), words(tables.get(1)));
  }

  @Test
  void anAllocatorHasTheMeanOfTheTraces() {
    TextTable table = tables(one(), two()).getLast();
    assertEquals(
        List.of(
            List.of("ours", "20.0 %", "10.0 %", "–", "30.0 %"),
            List.of("theirs", "–", "–", "30.0 %", "30.0 %")),
        words(table));
  }

  @Test
  void whatWasNotMeasuredOnAllTracesHasNoMean() {
    TraceResults lacking =
        MadeUp.trace(
            "two",
            cell(OURS, "two", Map.of(Cause.LIVE, 200.0, Cause.ENTRIES, 60.0)),
            MadeUp.cell(THEIRS, "two", Map.of("mean_ratio", 2.0)));
    List<List<String>> rows = words(tables(one(), lacking).getLast());
    assertEquals(List.of(List.of("ours", "20.0 %", "20.0 %")), rows);
  }

  @Test
  void withoutCausesThereIsNoTable() {
    assertTrue(tables(MadeUp.trace("one", MadeUp.cell(OURS, "one", Map.of()))).isEmpty());
  }
}
