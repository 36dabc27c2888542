package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.heaplab.results.table.SiteTables;
import org.junit.jupiter.api.Test;

class StrandedOverTimeTest {
  private static final ComparedAllocator MOVING = MadeUp.java("moving", "f");
  private static final ComparedAllocator STILL = MadeUp.java("still", "g");
  private static final FigurePlan PLAN =
      new FigurePlan(FigureRequest.of("stranded", "stranded", "T", "c"), List.of());

  private static Cell cell(ComparedAllocator allocator) {
    return MadeUp.cell(allocator, "app", Map.of());
  }

  /// A curve with a point after every ten operations.
  private static Cell add(Cell cell, String site, long... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      cell.add(
          Row.of(
              SiteTables.STRANDED_OVER_TIME,
              cell.key(),
              Map.of("site", site, "op", 10 * (i + 1), "bytes", bytes[i])));
    }
    return cell;
  }

  private static Optional<Drawing> draw(Cell... cells) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "moving", List.of()),
            List.of(MOVING, STILL),
            MadeUp.trace("app", cells));
    return StrandedOverTime.draw(
        PLAN,
        new MeasuredTrace(results, results.traces().getFirst()),
        new Palette(results.allocators(), List.of(results.experiment())));
  }

  private static String svg(Cell... cells) {
    return FigureFile.pageSvg(draw(cells).orElseThrow(), "t");
  }

  @Test
  void thePlacesAreOfTheAllocatorOnWhichMostIsStranded() {
    Cell moving = add(add(cell(MOVING), "store", 100, 300), "", 0, 0);
    Cell still = add(add(cell(STILL), "remember", 2048, 4096), "store", 1024, 0);
    String svg = svg(moving, add(still, "", 0, 20));
    for (String text :
        List.of(
            "remember",
            "3.00 KiB",
            "store",
            "512 B",
            "all others",
            "10 B",
            "all, on moving",
            "200 B",
            "stranded (KiB)")) {
      assertTrue(svg.contains(">" + text + "<"), text + " in " + svg);
    }
    assertTrue(svg.indexOf(">remember<") < svg.indexOf(">store<"), svg);
    assertFalse(svg.contains("all, on still"), svg);
  }

  @Test
  void othersThatStrandNothingAreNotShown() {
    String svg = svg(add(add(cell(STILL), "store", 5 << 20, 0), "", 0, 0));
    assertFalse(svg.contains("all others"), svg);
    assertTrue(svg.contains(">stranded (MiB)<"), svg);
  }

  @Test
  void withoutPlacesThereIsNoFigure() {
    assertEquals(Optional.empty(), draw(cell(MOVING), cell(STILL)));
  }
}
