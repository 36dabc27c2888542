package org.heaplab.report.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.junit.jupiter.api.Test;

class ResemblanceTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  /// A trace of which half of the requests have 24 bytes, and the others more.
  ///
  /// @param half the share of its requests that have at most 24 bytes
  private static TraceResults trace(String name, double half, double live, double mean) {
    Cell cell =
        MadeUp.cell(
            OURS, name, Map.of("peak_ratio", 1.2, "mean_ratio", mean, "peak_live_bytes", 1));
    add(cell, WorkloadTables.SIZE, 24, half);
    add(cell, WorkloadTables.SIZE, 100, 1);
    add(cell, WorkloadTables.LIFETIME, 1, 1);
    add(cell, WorkloadTables.LIVE, 0, 0);
    add(cell, WorkloadTables.LIVE, 1, live);
    return MadeUp.trace(name, cell);
  }

  private static void add(Cell cell, String what, long at, double value) {
    cell.add(
        Row.of(WorkloadTables.PROFILE, cell.key(), Map.of("what", what, "at", at, "value", value)));
  }

  private static ExperimentResults results() {
    return MadeUp.results(
        MadeUp.about("e", "ours", List.of()),
        List.of(OURS),
        trace("t", 0.5, 100, 1.5),
        trace("t-fitted", 0.53, 90, 1.8),
        trace("alone", 0.5, 100, 1.5));
  }

  @Test
  void distancesAreThoseOfAPair() {
    List<Resemblance> pairs = Resemblance.of(results());
    assertEquals(1, pairs.size());
    Resemblance pair = pairs.getFirst();
    assertEquals(0.03, pair.distance(WorkloadTables.SIZE), 1e-12);
    assertEquals(0, pair.distance(WorkloadTables.LIFETIME), 1e-12);
    assertEquals(0.05, pair.liveError(), 1e-12);
    assertEquals(1.2, pair.ratio(OURS, Metrics.MEAN_RATIO), 1e-12);
  }

  @Test
  void theTableSaysWhatIsNotAlike() {
    List<TextTable> tables = TableKind.RESEMBLANCE.of(results(), FigureCatalogue.USUAL);
    List<TextTable.Entry> row = tables.getFirst().rows().getFirst();
    assertEquals(
        List.of("t", "0.030", "0.000", "5.0 %", "× 1.000", "× 1.200"),
        row.stream().map(TextTable.Entry::text).toList());
    assertEquals(TextTable.Tone.GOOD, row.get(1).tone());
    assertEquals(TextTable.Tone.BAD, row.getLast().tone());
  }

  @Test
  void theFigureHasARowForEachPair() {
    ExperimentResults results = results();
    var request = FigureRequest.of("resemblance", "r", "T", "c", Metrics.MEAN_RATIO);
    String svg =
        FigureFile.pageSvg(
            FigureCatalogue.USUAL
                .overall()
                .get("resemblance")
                .draw(
                    new FigurePlan(request, List.of(Metrics.MEAN_RATIO)),
                    results,
                    new Palette(results.allocators(), List.of(results.experiment())))
                .orElseThrow(),
            "t");
    assertTrue(svg.contains(">t<"), svg);
    assertTrue(svg.contains(">0 of 1<"), svg);
  }

  @Test
  void withoutPairsThereIsNothing() {
    ExperimentResults none =
        MadeUp.results(
            MadeUp.about("e", "ours", List.of()), List.of(OURS), trace("t", 0.5, 100, 1.5));
    assertEquals(List.of(), TableKind.RESEMBLANCE.of(none, FigureCatalogue.USUAL));
    assertEquals(List.of(), TableKind.ADVERSARIES.of(none, FigureCatalogue.USUAL));
  }
}
