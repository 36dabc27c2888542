package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.quantity.Quantities;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.report.table.TextTable;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class GrowthTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");

  /// Two bytes of metadata a block, and time that grows with the root of the number.
  private static Cell cell(ComparedAllocator allocator, String trace, int blocks) {
    return MadeUp.cell(
        allocator,
        trace,
        allocator.equals(OURS)
            ? Map.of("live_blocks_at_peak", blocks, "metadata_bytes_at_peak", 2 * blocks)
            : Map.of("live_blocks_at_peak", blocks),
        Math.sqrt(blocks));
  }

  private static TraceResults trace(String name, int blocks) {
    return MadeUp.trace(name, cell(OURS, name, blocks), cell(THEIRS, name, blocks));
  }

  private static ExperimentResults results(Metric metric, TraceResults... traces) {
    var figure = FigureRequest.of("growth", "g", "T", "c", metric);
    var experiment =
        new Experiment("e", "", "", "ours", "", List.of(), null, false, List.of(figure), List.of());
    return MadeUp.results(experiment, List.of(OURS, THEIRS), traces);
  }

  private static List<List<String>> rows(ExperimentResults results) {
    return TableKind.GROWTH.of(results, FigureCatalogue.USUAL).stream()
        .flatMap(table -> table.rows().stream())
        .map(row -> row.stream().map(TextTable.Entry::whole).toList())
        .toList();
  }

  @Test
  void anAllocatorHasTheExponentOfItsTime() {
    List<List<String>> rows =
        rows(
            results(Metrics.NS_PER_OP, trace("b", 10_000), trace("a", 100), trace("c", 1_000_000)));
    assertEquals(
        List.of(
            "theirs",
            "3",
            "10 ns (10–10 ns), 100 blocks",
            "1.00 µs (1.00–1.00 µs), 1,000,000 blocks",
            "0.500 (0.500–0.500)",
            "1.000",
            "× 1.000"),
        rows.getLast());
  }

  @Test
  void whatDoesNotGrowHasTheExponentZeroAndWhatIsNotToldNoRow() {
    List<List<String>> rows =
        rows(results(Metrics.METADATA_PER_BLOCK, trace("a", 100), trace("b", 10_000)));
    assertEquals(
        List.of(
            List.of(
                "ours",
                "2",
                "2 B exact, 100 blocks",
                "2 B exact, 10,000 blocks",
                "0.000 no interval",
                "–",
                "–")),
        rows);
  }

  @Test
  void anExperimentThatDrawsNoGrowthHasNoTable() {
    var plain = MadeUp.about("e", "ours", List.of());
    var results = MadeUp.results(plain, List.of(OURS), trace("a", 100), trace("b", 10_000));
    assertTrue(TableKind.GROWTH.of(results, FigureCatalogue.USUAL).isEmpty());
  }

  @Test
  void anExponentIsAQuantity() {
    var results = results(Metrics.NS_PER_OP, trace("a", 100), trace("b", 400), trace("c", 1600));
    var quantities = new Quantities(new ReferenceRuns(Map.of("run", MadeUp.run(results))));
    assertEquals("0.500", quantities.find("exponent/e/ns_per_op/ours").value());
  }
}
