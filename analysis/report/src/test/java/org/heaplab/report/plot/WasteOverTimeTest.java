package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class WasteOverTimeTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");
  private static final FigurePlan PLAN =
      new FigurePlan(FigureRequest.of("waste", "waste", "T", "c"), List.of());

  /// Live bytes rise to 2 MiB and fall to 1 MiB.
  private static Cell cell(ComparedAllocator allocator, double... mebibytesHeld) {
    Cell cell = MadeUp.cell(allocator, "one", Map.of());
    double[] live = {1, 2, 1};
    for (int i = 0; i < mebibytesHeld.length; i++) {
      cell.add(
          Row.of(
              Tables.CURVE,
              cell.key(),
              Map.of(
                  "op",
                  10 * (i + 1),
                  "live_bytes",
                  (long) (live[i] * (1 << 20)),
                  "footprint_bytes",
                  (long) (mebibytesHeld[i] * (1 << 20)))));
    }
    return cell;
  }

  private static Optional<Drawing> draw(Cell... cells) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "ours", List.of()),
            List.of(OURS, THEIRS),
            MadeUp.trace("one", cells));
    return WasteOverTime.draw(
        PLAN,
        new MeasuredTrace(results, results.traces().getFirst()),
        new Palette(results.allocators(), List.of(results.experiment())));
  }

  @Test
  void theLegendHasTheRatioAfterThePeakTheLeastFirst() {
    String svg =
        FigureFile.pageSvg(
            draw(cell(OURS, 1.5, 2.5, 1.25), cell(THEIRS, 1.5, 2.25, 2)).orElseThrow(), "t");
    assertTrue(svg.indexOf(">1.250<") > 0, svg);
    assertTrue(svg.indexOf(">1.250<") < svg.indexOf(">2.000<"), svg);
  }

  @Test
  void aFootprintBelowTheLiveBytesIsDrawnBelowZero() {
    String svg = FigureFile.pageSvg(draw(cell(OURS, 0.5, 0.5, 0.5)).orElseThrow(), "t");
    assertTrue(svg.contains(">after the peak<"), svg);
  }

  @Test
  void withoutACurveThereIsNoFigure() {
    assertEquals(Optional.empty(), draw(cell(OURS), cell(THEIRS)));
  }
}
