package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class FigureCatalogueTest {
  private static final FigureCatalogue CATALOGUE = FigureCatalogue.USUAL;
  private static final Variation STEP = new Variation("step", null, true);
  private static final FigureRequest SWEEP =
      FigureRequest.of("sweep", "by-step", "T", "c", Metrics.MEAN_RATIO, Metrics.PEAK_RATIO);
  private static final FigureRequest PAUSES =
      FigureRequest.of("sweep", "pauses", "T", "c", Metrics.MAX_PAUSE_NS, Metrics.P99_PAUSE_NS);
  private static final FigureRequest LINE =
      FigureRequest.of("space-time", "space-time", "What steps buy", "c");
  private static final FigureRequest VARIANTS =
      FigureRequest.of("variants", "variants-moved", "T", "c", Metrics.MOVED_SHARE);
  private static final FigureRequest TIMES =
      FigureRequest.of("variants", "variants-time", "T", "c", Metrics.NS_PER_OP);
  private static final FigureRequest DOTS =
      FigureRequest.of("dots", "metadata", "T", "c", Metrics.METADATA_PER_BLOCK);

  /// Those that need fixed heaps, locks, causes or single operations, see [ThirtyAllocatorsTest],
  /// or several numbers of live blocks, see [GrowthPlotTest], or accesses, see
  /// [org.heaplab.report.access.MissesPlotTest], or sessions, or fitted workloads.
  private static final Set<String> OF_FURTHER_TABLES =
      Set.of(
          "heap-size",
          "bursts",
          "causes",
          "causes-of-subject",
          "ranks",
          "utilisation",
          "growth",
          "misses",
          "sessions-roomy",
          "sessions-tight",
          "resemblance");

  private static final List<ComparedAllocator> VARIED =
      List.of(
          MadeUp.java("ours", "f"),
          MadeUp.java("ours:step=1", "f"),
          MadeUp.java("ours:step=4", "f"),
          MadeUp.java("ours:step=16", "f"),
          MadeUp.rival("theirs"));

  private static Experiment experiment(Variation varied, boolean usual, FigureRequest... figures) {
    return new Experiment(
        "e", "", "", "ours", "", List.of(), varied, usual, List.of(figures), List.of());
  }

  private static ExperimentResults results(Experiment experiment) {
    var random = new Random(7);
    TraceResults[] traces =
        IntStream.range(0, 3)
            .mapToObj(i -> MadeUp.trace("trace" + i, cells("trace" + i, random)))
            .toArray(TraceResults[]::new);
    return MadeUp.results(experiment, VARIED, traces);
  }

  private static Cell[] cells(String trace, Random random) {
    var cells = new ArrayList<Cell>();
    for (ComparedAllocator one : VARIED) {
      var values = new HashMap<String, Object>();
      for (String ratio : List.of("mean_ratio", "peak_ratio")) {
        values.put(ratio, 1 + random.nextDouble());
      }
      for (String count :
          List.of(
              "moved_bytes",
              "allocated_bytes",
              "max_pause_ns",
              "p99_pause_ns",
              "min_heap_bytes",
              "peak_live_bytes",
              "metadata_bytes_at_peak",
              "footprint_bytes_at_peak",
              "live_blocks_at_peak")) {
        values.put(count, 1000 + random.nextInt(1000));
      }
      cells.add(MadeUp.cell(one, trace, values, 20 + random.nextDouble(), 21));
    }
    return cells.toArray(Cell[]::new);
  }

  private static Stream<String> names(List<FigurePlan> plans) {
    return plans.stream().map(FigurePlan::name);
  }

  private static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results) {
    var palette = new Palette(results.allocators(), List.of(results.experiment()));
    return CATALOGUE.overall().get(plan.request().kind()).draw(plan, results, palette);
  }

  @Test
  void everyKindOfFigureIsDrawn() {
    ExperimentResults results =
        results(experiment(STEP, true, SWEEP, PAUSES, LINE, VARIANTS, TIMES, DOTS));
    List<FigurePlan> plans = CATALOGUE.overall(results.experiment());
    Set<String> kinds = Set.copyOf(plans.stream().map(plan -> plan.request().kind()).toList());
    var others = new HashSet<>(CATALOGUE.overall().keySet());
    others.removeAll(kinds);
    others.removeIf(kind -> kind.startsWith("latency-of-"));
    assertEquals(OF_FURTHER_TABLES, others);
    for (FigurePlan plan : plans) {
      Optional<Drawing> drawing = draw(plan, results);
      assertTrue(drawing.isPresent(), plan.name());
      assertTrue(FigureFile.svg(drawing.get(), plan.title()).contains("<svg"), plan.name());
    }
  }

  @Test
  void anExperimentWithoutUsualFiguresHasItsOwnOnly() {
    Experiment alone = experiment(STEP, false, SWEEP, PAUSES);
    assertEquals(List.of("by-step", "pauses"), names(CATALOGUE.overall(alone)).toList());
    assertEquals(List.of(), CATALOGUE.perTrace(alone));
    assertEquals(4, CATALOGUE.perTrace(experiment(null, true)).size());
  }

  @Test
  void aFigureOfItsOwnStandsForTheUsualOneOfItsName() {
    List<FigurePlan> plans = CATALOGUE.overall(experiment(STEP, true, LINE));
    assertEquals(List.of("space-time", "mean-ratio", "peak-ratio", "time"), names(plans).toList());
    assertEquals("What steps buy", plans.getFirst().title());
  }

  @Test
  void aKindThatIsDrawnOfTracesOnlyCanBeAskedForToo() {
    var request = FigureRequest.of("latency", "slow", "T", "c");
    Experiment experiment = experiment(null, false, request);
    assertEquals(List.of("slow"), names(CATALOGUE.perTrace(experiment)).toList());
    assertEquals(List.of(), CATALOGUE.overall(experiment));
    assertEquals(List.of(), CATALOGUE.notes(experiment));
  }

  @Test
  void aFigureThatCannotBeDrawnIsANote() {
    var kind = FigureRequest.of("pie", "shares", "T", "c");
    var metric = new FigureRequest("dots", "taste", "T", "c", List.of("flavour"), "", "");
    Experiment experiment = experiment(null, false, kind, metric);
    assertEquals(List.of(), CATALOGUE.overall(experiment));
    assertEquals(
        List.of(
            "e: the figure shares is left out: there is no kind of figures called pie",
            "e: the figure taste is left out: there is no metric called flavour"),
        CATALOGUE.notes(experiment));
  }

  @Test
  void withoutAVariationThereIsNoSweep() {
    ExperimentResults results = results(experiment(null, false, SWEEP));
    assertTrue(draw(CATALOGUE.overall(results.experiment()).getFirst(), results).isEmpty());
  }

  @Test
  void variantsAreOfTheSubjectOnly() {
    ExperimentResults results = results(experiment(null, false, TIMES));
    FigurePlan plan = CATALOGUE.overall(results.experiment()).getFirst();
    String svg = FigureFile.pageSvg(draw(plan, results).orElseThrow(), "t");
    assertTrue(svg.contains(">step=16<"), svg);
    assertFalse(svg.contains(">theirs<"), svg);
  }
}
