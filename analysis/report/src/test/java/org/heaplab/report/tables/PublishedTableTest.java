package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Published;
import org.heaplab.results.manifest.Published.Line;
import org.junit.jupiter.api.Test;

/// Published numbers stand beside the experiment's own, in means and program by program.
class PublishedTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  private static TraceResults trace(String name, double share) {
    return MadeUp.trace(name, MadeUp.cell(OURS, name, Map.of("jw4", share)));
  }

  private static List<TextTable> tables(Published... published) {
    Experiment experiment =
        MadeUp.beside("ours", List.of(published), List.of(), List.of(), List.of());
    ExperimentResults results =
        MadeUp.results(experiment, List.of(OURS), trace("a", 0.02), trace("b", 0.06));
    return TableKind.PUBLISHED.of(results, FigureCatalogue.USUAL);
  }

  private static List<List<String>> rows(TextTable table) {
    return table.rows().stream()
        .map(row -> row.stream().map(TextTable.Entry::whole).toList())
        .toList();
  }

  private static final Published THEIRS =
      new Published(
          "Somebody, Something, 1998",
          "jw4",
          List.of("x", "y", "z"),
          List.of(
              new Line("first", "ours", List.of(0.0, 0.03, 0.06)),
              new Line("second", "", List.of(0.1, 0.1, 0.4))));

  @Test
  void meansAreArithmetic() {
    TextTable means = tables(THEIRS).getFirst();
    assertTrue(means.caption().contains("over 3 programs and over 2 traces"), means::caption);
    assertTrue(means.caption().contains("Somebody, Something, 1998"), means::caption);
    assertEquals(
        List.of(
            List.of("first", "ours", "3.0 % 0.0–6.0 %", "4.0 % 2.0–6.0 %"),
            List.of("second", "–", "20.0 % 10.0–40.0 %", "–")),
        rows(means));
  }

  @Test
  void eachProgramHasARow() {
    TextTable programs = tables(THEIRS).getLast();
    assertEquals(List.of("program", "numbers", "first", "second"), programs.columns());
    assertEquals(
        List.of(
            List.of("x", "published", "0.0 %", "10.0 %"),
            List.of("y", "published", "3.0 %", "10.0 %"),
            List.of("z", "published", "6.0 %", "40.0 %"),
            List.of("a", "here", "2.0 %", "–"),
            List.of("b", "here", "6.0 %", "–")),
        rows(programs));
  }

  @Test
  void withoutPublishedNumbersThereIsNoTable() {
    assertTrue(tables().isEmpty());
  }
}
