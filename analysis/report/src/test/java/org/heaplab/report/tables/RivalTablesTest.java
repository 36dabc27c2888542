package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

/// Bars, rivals and means of an experiment with all groups of rivals and two groups of workloads.
class RivalTablesTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours:align=malloc", "f");
  private static final ComparedAllocator LOOSE = MadeUp.java("ours", "f");
  private static final ComparedAllocator STILL = MadeUp.java("ours:align=malloc,still", "f");
  private static final ComparedAllocator FIT = MadeUp.java("fit", "g");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");
  private static final ComparedAllocator TIGHT = MadeUp.rival("theirs-tight");
  private static final ComparedAllocator NOTHING =
      new ComparedAllocator("nothing", "", ComparedAllocator.JAVA, ComparedAllocator.Role.HARNESS);

  private static TraceResults trace(String group, String name, double ours) {
    return MadeUp.ofGroup(
        group,
        name,
        MadeUp.cell(
            OURS, name, Map.of("peak_ratio", ours, "alignment", "malloc"), 40, 42, 44, 41, 43, 45),
        MadeUp.cell(LOOSE, name, Map.of("peak_ratio", ours - 0.1, "alignment", "8")),
        MadeUp.cell(STILL, name, Map.of("peak_ratio", 1.002 * ours)),
        MadeUp.cell(FIT, name, Map.of("peak_ratio", 1.1 * ours)),
        MadeUp.inProcesses(
            MadeUp.cell(THEIRS, name, Map.of("startup_bytes", 4096)),
            "peak_ratio",
            2 * ours,
            2.1 * ours,
            2.2 * ours),
        MadeUp.inProcesses(
            MadeUp.cell(TIGHT, name, Map.of()), "peak_ratio", 1.5 * ours, 1.5 * ours, 1.5 * ours),
        MadeUp.cell(NOTHING, name, Map.of(), 10, 10, 10, 10, 10, 10));
  }

  private static ExperimentResults results() {
    Bar bar = Bar.ofMean("peak ratio", Metrics.PEAK_RATIO, 1.5, 1.3);
    var experiment =
        new Experiment(
            "e",
            "",
            "",
            OURS.name(),
            LOOSE.name(),
            List.of(
                MadeUp.natives("theirs"),
                MadeUp.tuned("theirs-tight"),
                MadeUp.unmoving(STILL.name(), "fit")),
            null,
            true,
            List.of(),
            List.of(bar, bar.on(ReplayedWorkload.LONG_RUNNING)));
    return MadeUp.results(
        experiment,
        List.of(OURS, LOOSE, STILL, FIT, THEIRS, TIGHT, NOTHING),
        trace(ReplayedWorkload.LONG_RUNNING, "runs", 1.6),
        trace(ReplayedWorkload.ORDINARY, "ends", 1.2));
  }

  private static List<TextTable> tables(TableKind kind) {
    return kind.of(results(), FigureCatalogue.USUAL);
  }

  private static List<String> written(List<Entry> row) {
    return row.stream().map(Entry::whole).toList();
  }

  @Test
  void barsShowTheOtherAlignmentAndWhatIsReachedWithoutMoving() {
    TextTable table = tables(TableKind.BARS).getFirst();
    assertEquals(
        List.of("figure", "bar", "aim", "align=malloc", "outcome", "align=8", "without moving"),
        table.columns());
    assertEquals(
        List.of(
            "peak ratio",
            "1.500",
            "1.300",
            "1.386 exact, 2 traces",
            "met",
            "1.285 exact, 2 traces: aim met",
            "ours:align=malloc,still: 1.388 exact, 2 traces: met,"
                + " so the bar is no evidence for handles"),
        written(table.rows().getFirst()));
    assertEquals(
        List.of("peak ratio, long-running traces", "MISSED"),
        List.of(
            written(table.rows().getLast()).getFirst(), written(table.rows().getLast()).get(4)));
  }

  @Test
  void rivalsHaveAColumnForEachGroupAndOneForWhatMovingAdds() {
    TextTable table = tables(TableKind.RIVALS).getFirst();
    assertEquals(
        List.of(
            "trace",
            "ours:align=malloc",
            "over the best native",
            "over the best tuned native",
            "over the best non-moving",
            "what moving adds: over ours:align=malloc,still"),
        table.columns());
    assertEquals(
        List.of(
            "ends",
            "runs",
            "geometric mean, 1 ordinary trace",
            "geometric mean, 1 long-running trace"),
        table.rows().stream().map(row -> row.getFirst().text()).toList());
    assertEquals(
        List.of(
            "ends",
            "1.200 exact",
            "× 0.476 (0.455–0.500), theirs 2.520",
            "× 0.667 (0.667–0.667), theirs-tight 1.800",
            "× 0.998 tie, ours:align=malloc,still 1.202",
            "× 0.998 tie, 1.202"),
        written(table.rows().getFirst()));
    assertEquals("× 0.476 (0.455–0.500)", table.rows().get(2).get(2).whole());
  }

  @Test
  void meansHaveATableForEachGroupWithStartAndHarness() {
    List<TextTable> tables = tables(TableKind.MEANS);
    assertEquals(2, tables.size());
    assertTrue(tables.getFirst().caption().startsWith("Means over 1 ordinary trace."));
    TextTable table = tables.getFirst();
    int time = table.columns().indexOf("time per operation");
    assertEquals("without the harness", table.columns().get(time + 1));
    List<String> ours = written(table.rows().getFirst());
    assertEquals("42.50 ns (40–45 ns)", ours.get(time));
    assertEquals("32.50 ns (30–35 ns)", ours.get(time + 1));
    List<String> nothing = written(table.rows().getLast());
    assertEquals("10 ns (10–10 ns)", nothing.get(time));
    assertEquals("–", nothing.get(time + 1));
    int start = table.columns().indexOf("dirty at the start");
    assertEquals("4.00 KiB no interval", written(table.rows().get(4)).get(start));
  }
}
