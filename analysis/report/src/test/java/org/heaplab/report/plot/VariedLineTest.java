package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

/// The steps of an option on the space–time plane.
final class VariedLineTest {
  private static final Variation STEP = new Variation("step", null, false);

  private static String drawn(String... names) {
    List<ComparedAllocator> allocators =
        Stream.of(names).map(name -> MadeUp.java(name, "f")).toList();
    var figure = FigureRequest.of("space-time", "space-time", "What steps buy", "c");
    var experiment =
        new Experiment(
            "e", "", "", "other", "", List.of(), STEP, false, List.of(figure), List.of());
    Cell[] cells =
        allocators.stream()
            .map(
                one ->
                    MadeUp.cell(
                        one,
                        "trace",
                        Map.of("mean_ratio", 1 + allocators.indexOf(one) / 10.0),
                        20.0 - allocators.indexOf(one)))
            .toArray(Cell[]::new);
    ExperimentResults results =
        MadeUp.results(experiment, allocators, MadeUp.trace("trace", cells));
    FigurePlan plan = FigureCatalogue.USUAL.overall(experiment).getFirst();
    Drawing drawing =
        FigureCatalogue.USUAL
            .overall()
            .get("space-time")
            .draw(plan, results, new Palette(allocators, List.of(experiment)))
            .orElseThrow();
    return FigureFile.pageSvg(drawing, "t");
  }

  @Test
  void theStepsOfOneLineAreNumbers() {
    String svg = drawn("other", "ours:step=1", "ours:step=2");
    assertTrue(svg.contains(">other<"), svg);
    assertFalse(svg.contains(">ours 2<"), svg);
  }

  @Test
  void eachOfSeveralLinesHasItsNameAtTheEnd() {
    String svg =
        drawn("other", "ours:step=2", "theirs:align=8,step=1", "ours:step=1", "theirs:step=3");
    assertTrue(svg.contains(">ours 2<"), svg);
    assertTrue(svg.contains(">theirs 1<"), svg);
    assertTrue(svg.contains(">theirs 3<"), svg);
    assertFalse(svg.contains(">ours 1<"), svg);
  }

  @Test
  void aLineIsOfThoseThatAreAlikeButForTheOption() {
    var line = new VariedLine(STEP);
    assertEquals("ours", line.lineOf(MadeUp.java("ours:step=2", "f")));
    assertEquals("ours:align=8", line.lineOf(MadeUp.java("ours:align=8,step=2", "f")));
    assertFalse(line.has(MadeUp.java("ours:align=8", "f")));
  }
}
