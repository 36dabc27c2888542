package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heaplab.report.SyntheticRun;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.RunFolder;
import org.heaplab.results.manifest.FigureRequest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What is drawn of thirty allocators can still be read.
class ThirtyAllocatorsTest {
  private static final Pattern TEXT =
      Pattern.compile(
          "<text x=\"(-?[\\d.]+)\" y=\"(-?[\\d.]+)\" font-size=\"([\\d.]+)\" textLength=\"([\\d.]+)\"[^>]*>([^<]*)<");
  private static final Pattern VIEW = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");

  @TempDir Path folder;

  private record Label(String text, Rectangle2D area) {}

  @TestFactory
  Stream<DynamicTest> noLabelOfAFigureLiesOnAnotherOrOutside() throws IOException {
    SyntheticRun.write(folder, SyntheticRun.PROGRAMS.subList(0, 3), SyntheticRun.THIRTY, 60, 1);
    Map<String, Drawing> drawings = drawings(RunFolder.read(folder));
    for (FigureRequest own : SyntheticRun.experiment().figures()) {
      assertTrue(drawings.containsKey(own.name()), own.name());
    }
    assertTrue(drawings.size() >= 12, drawings.keySet().toString());
    return drawings.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(), () -> assertReadable(FigureFile.pageSvg(one.getValue(), "t"))));
  }

  private static Map<String, Drawing> drawings(Run run) {
    FigureCatalogue catalogue = FigureCatalogue.USUAL;
    ExperimentResults results = run.experiments().getFirst();
    var palette = new Palette(run.allocators(), List.of(results.experiment()));
    var drawings = new LinkedHashMap<String, Drawing>();
    for (FigurePlan plan : catalogue.overall(results.experiment())) {
      catalogue
          .overall()
          .get(plan.request().kind())
          .draw(plan, results, palette)
          .ifPresent(drawing -> drawings.put(plan.name(), drawing));
    }
    var trace = new MeasuredTrace(results, results.traces().getFirst());
    for (FigurePlan plan : catalogue.perTrace(results.experiment())) {
      catalogue
          .perTrace()
          .get(plan.request().kind())
          .draw(plan, trace, palette)
          .ifPresent(drawing -> drawings.put(plan.name() + " of a trace", drawing));
    }
    return drawings;
  }

  private static void assertReadable(String svg) {
    MatchResult view = VIEW.matcher(svg).results().findFirst().orElseThrow();
    var all =
        new Rectangle2D.Double(
            0, 0, Double.parseDouble(view.group(1)), Double.parseDouble(view.group(2)));
    List<Label> labels = TEXT.matcher(svg).results().map(ThirtyAllocatorsTest::label).toList();
    assertTrue(labels.size() > 5, svg);
    var before = new ArrayList<Label>();
    for (Label label : labels) {
      assertTrue(all.contains(label.area()), label + " in " + all);
      for (Label other : before) {
        assertFalse(label.area().intersects(other.area()), label + " on " + other);
      }
      before.add(label);
    }
  }

  /// The letters without what hangs below the line.
  private static Label label(MatchResult text) {
    double size = Double.parseDouble(text.group(3));
    double left = Double.parseDouble(text.group(1));
    double base = Double.parseDouble(text.group(2));
    double width = Double.parseDouble(text.group(4));
    return new Label(
        text.group(5), new Rectangle2D.Double(left, base - 0.72 * size, width, 0.72 * size));
  }
}
