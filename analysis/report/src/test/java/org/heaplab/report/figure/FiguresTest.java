package org.heaplab.report.figure;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Export;
import org.heaplab.report.drawing.Drawing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Subject;
import org.junit.jupiter.api.Test;

/// The figures that experiments have of their own.
class FiguresTest {
  private static final List<String> COLUMNS =
      List.of(
          "mean_ratio",
          "peak_ratio",
          "moved_bytes",
          "allocated_bytes",
          "max_pause_ns",
          "p99_pause_ns",
          "min_heap_bytes",
          "peak_live_bytes",
          "metadata_bytes_at_peak",
          "footprint_bytes_at_peak",
          "live_blocks_at_peak");

  private static final Map<String, List<String>> ALLOCATORS =
      Map.of(
          "frontier", List.of("handle:headroom=0", "handle:headroom=0.5", "glibc", "nothing"),
          "ablation", List.of("handle", "handle:entry=8", "handle:reuse=none,ready=0"),
          "budget", List.of("handle:budget=4", "handle:budget=64", "handle:budget=256"),
          "pinned", List.of("handle", "handle@hold=0.01", "handle@hold=0.5"),
          "headers", List.of("handle", "jeff", "jeff:header=13"));

  private static Experiment experiment(String name) {
    var random = new Random(name.hashCode());
    List<Allocator> allocators = ALLOCATORS.get(name).stream().map(FiguresTest::allocator).toList();
    List<Subject> subjects =
        IntStream.range(0, 3)
            .mapToObj(
                trace ->
                    new Subject(
                        name,
                        "trace" + trace,
                        true,
                        allocators.stream().map(one -> cell(one, random)).toList()))
            .toList();
    return new Experiment(name, subjects, allocators, List.of());
  }

  private static Allocator allocator(String name) {
    return name.equals("glibc")
        ? new Allocator(name, "general", "native")
        : new Allocator(name, name.startsWith("handle") ? "handle" : "baseline", "java");
  }

  private static Cell cell(Allocator allocator, Random random) {
    var columns = new HashMap<String, Double>();
    for (String column : COLUMNS) columns.put(column, 1 + random.nextDouble());
    return new Cell(
        allocator,
        !allocator.doesNothing(),
        columns,
        true,
        true,
        "",
        Optional.empty(),
        new double[] {20 + random.nextDouble()},
        Optional.empty());
  }

  private static Stream<String> names(List<? extends Figure<?>> figures) {
    return figures.stream().map(Figure::name);
  }

  @Test
  void everyFigureOfAnExperimentsOwnIsDrawn() {
    for (String name : ALLOCATORS.keySet()) {
      Experiment experiment = experiment(name);
      var palette = new Palette(experiment.allocators());
      List<Figure<Experiment>> figures = Figures.overall(experiment);
      assertFalse(figures.isEmpty(), name);
      for (var figure : figures) {
        Optional<Drawing> drawing = figure.draw().apply(experiment, palette);
        assertTrue(drawing.isPresent(), name + ": " + figure.name());
        assertTrue(Export.svg(drawing.get(), figure.title()).contains("<svg"), figure.name());
      }
    }
  }

  @Test
  void variantsOfOneAllocatorHaveTheirOwnFiguresOnly() {
    assertEquals(
        List.of("budget-pauses", "budget-memory"),
        names(Figures.overall(experiment("budget"))).toList());
    assertEquals(List.of(), Figures.perTrace(experiment("budget")));
    assertEquals(Figures.PER_TRACE, Figures.perTrace(experiment("headers")));
  }

  @Test
  void aFigureOfItsOwnStandsForTheOverallOneOfItsName() {
    List<String> names = names(Figures.overall(experiment("frontier"))).toList();
    assertEquals(1, names.stream().filter("space-time"::equals).count());
    assertEquals("space-time", names.getFirst());
    assertTrue(names.containsAll(names(Figures.OVERALL).toList()), names.toString());
  }

  @Test
  void aSweepTakesItsNumberFromTheNameAndLeavesOthersOut() {
    var absent = new Sweep.Varied("handle:budget=", Double.NaN, true);
    assertEquals(64, absent.of(allocator("handle:budget=64")));
    assertTrue(Double.isNaN(absent.of(allocator("handle"))));
    assertEquals(0, new Sweep.Varied("@hold=", 0, false).of(allocator("handle")));
  }
}
