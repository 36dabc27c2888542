package org.heaplab.report.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.drawing.ThemedSvg;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.palette.HeapMapColor;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

class HeapMapPlotTest {
  private static final int MOST_BYTES = 200_000;
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final Palette PALETTE = new Palette(List.of(OURS), List.of());
  private static final FigurePlan PLAN =
      new FigurePlan(FigureRequest.of("heap-map", "heap-map", "T", "c"), List.of());

  private final Cell cell = MadeUp.cell(OURS, "one", Map.of());

  private Drawing drawing() {
    return HeapMapPlot.draw(PLAN, new OfAllocator(OURS, cell), PALETTE).orElseThrow();
  }

  private String onPage() {
    return ThemedSvg.svg(FigureFile.pageSvg(drawing(), "t"), "n");
  }

  /// How many pieces the line of a colour has.
  private static long runs(String svg, HeapMapColor color) {
    return Pattern.compile("<path d=\"([^\"]*)\"[^>]*var\\(" + color.variable() + "\\)")
        .matcher(svg)
        .results()
        .mapToLong(path -> path.group(1).chars().filter(command -> command == 'm').count())
        .sum();
  }

  @Test
  void withoutAMapThereIsNoFigure() {
    assertTrue(HeapMapPlot.draw(PLAN, new OfAllocator(OURS, cell), PALETTE).isEmpty());
  }

  @Test
  void neighboursInTimeAreOneLine() {
    MadeUpMap.add(cell, "9f", "9f", "9f", "ff", "9f");
    String svg = onPage();
    assertEquals(2, runs(svg, HeapMapColor.USED_FULLY), svg);
    assertEquals(2, runs(svg, HeapMapColor.FREE), svg);
  }

  @Test
  void theLegendHasWhatTheMapHas() {
    MadeUpMap.add(cell, "9f.", "9fA");
    String svg = onPage();
    for (String there : List.of("used ≥ 90 %", "below 40 %", "free, held", "locked")) {
      assertTrue(svg.contains(">" + there + "<"), there);
    }
    assertFalse(svg.contains(">metadata<"), svg);
    assertFalse(svg.contains(">≥ 40 %<"), svg);
  }

  @Test
  void whatWasMovedIsSaid() {
    MadeUpMap.add(cell, 0, 0, "9");
    MadeUpMap.add(cell, 1, 2048, "9");
    MadeUpMap.add(cell, 2, 1024, "9");
    MadeUpMap.addArea(cell, "blocks", 1);
    assertTrue(onPage().contains("moved 3.00 KiB, at most 2.00 KiB a column"), onPage());
  }

  @Test
  void whereNothingMovesItSaysSo() {
    MadeUpMap.add(cell, "9", "9");
    assertTrue(onPage().contains(">nothing was moved<"));
  }

  @Test
  void onlyThePageHasACursor() {
    MadeUpMap.add(cell, "9", "9");
    assertTrue(onPage().contains("<line class=\"cursor\""));
    assertFalse(FigureFile.svg(drawing(), "t").contains("cursor"));
  }

  @Test
  void theLargestMapStaysSmallHoweverMixed() {
    var random = new Random(3);
    String[] points = new String[160];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          IntStream.range(0, 160)
              .mapToObj(bin -> "" + ".f0369m".charAt(random.nextInt(7)))
              .collect(Collectors.joining());
    }
    MadeUpMap.add(cell, points);
    String svg = FigureFile.svg(drawing(), "t");
    assertTrue(svg.length() < 2 * MOST_BYTES, () -> "" + svg.length());
  }

  /// As heaps are: most cells are what they were before.
  @Test
  void aMapThatChangesAsHeapsDoIsSmall() {
    var random = new Random(3);
    char[] cells = ".".repeat(160).toCharArray();
    String[] points = new String[160];
    for (int i = 0; i < points.length; i++) {
      for (int bin = 0; bin < cells.length; bin++) {
        if (random.nextInt(3) == 0) cells[bin] = ".f0369m".charAt(random.nextInt(7));
      }
      points[i] = new String(cells);
    }
    MadeUpMap.add(cell, points);
    String svg = FigureFile.svg(drawing(), "t");
    assertTrue(svg.length() < MOST_BYTES, () -> "" + svg.length());
  }
}
