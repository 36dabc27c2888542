package org.heaplab.report.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
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

class UnusableBySizeTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator OTHER = MadeUp.java("other", "f");
  private static final FigurePlan PLAN =
      new FigurePlan(FigureRequest.of("unusable", "unusable", "T", "c"), List.of());

  /// @param shares of requests of 2048, 4096, …; null for none
  private static Cell cell(ComparedAllocator allocator, Double... shares) {
    Cell cell = MadeUp.cell(allocator, "one", Map.of());
    for (int i = 0; i < shares.length; i++) {
      var row = new HashMap<String, Object>(Map.of("request_bytes", 2048L << i));
      if (shares[i] != null) row.put("on_average", shares[i]);
      cell.add(Row.of(Tables.UNUSABLE, cell.key(), row));
    }
    return cell;
  }

  private static Optional<Drawing> draw(Cell... cells) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "ours", List.of()), List.of(OURS, OTHER), MadeUp.trace("one", cells));
    return UnusableBySize.draw(
        PLAN,
        new MeasuredTrace(results, results.traces().getFirst()),
        new Palette(results.allocators(), List.of(results.experiment())));
  }

  @Test
  void theLegendHasTheShareOfAPageTheLeastFirst() {
    String svg =
        FigureFile.pageSvg(
            draw(cell(OURS, 0.1, 0.5, 0.9), cell(OTHER, 0.1, 0.25, 0.9)).orElseThrow(), "t");
    assertTrue(svg.indexOf(">25.0 %<") > 0, svg);
    assertTrue(svg.indexOf(">25.0 %<") < svg.indexOf(">50.0 %<"), svg);
    assertTrue(svg.contains(">4 KiB<"), svg);
  }

  @Test
  void whereNothingWasWalkedOrNothingIsFreeThereIsNoFigure() {
    assertEquals(Optional.empty(), draw(cell(OURS), cell(OTHER)));
    assertEquals(Optional.empty(), draw(cell(OURS, null, null, null)));
  }
}
