package org.heaplab.report.fixed;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.RowName;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Unit;

/// How many pages a session loads before a request is refused: a row for each allocator, and in it
/// a point for each size of the heap, the smallest on top.
public final class SessionPlot {
  private static final int RIGHT = 150;
  private static final double ROW = 66;

  private static final BasicStroke FLAT_END =
      new BasicStroke(4, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  /// Heaps in one row stand this far apart, in rows.
  private static final double STEP = 0.27;

  private final List<Sessions> heaps;
  private final Palette palette;

  private SessionPlot(List<Sessions> heaps, Palette palette) {
    this.heaps = heaps;
    this.palette = palette;
  }

  public static Optional<Drawing> inRoomyHeaps(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    return draw(plan, results, true, palette);
  }

  public static Optional<Drawing> inTightHeaps(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    return draw(plan, results, false, palette);
  }

  private static Optional<Drawing> draw(
      FigurePlan plan, ExperimentResults results, boolean roomy, Palette palette) {
    List<Sessions> heaps = Sessions.of(results, roomy);
    if (heaps.isEmpty()) return Optional.empty();
    return Optional.of(
        new SessionPlot(heaps, palette).draw(plan, Sessions.allocators(results), roomy));
  }

  private Drawing draw(FigurePlan plan, List<ComparedAllocator> allocators, boolean roomy) {
    double longest = heaps.getFirst().longest();
    var axis = new Axis.Linear(0, Math.max(1, longest * Axis.AIR), TickText::of);
    List<ComparedAllocator> ranked =
        allocators.stream()
            .sorted(Comparator.comparingDouble((ComparedAllocator one) -> -pages(one)))
            .toList();
    var drawing =
        new Drawing(
                "Pages loaded before a request is refused, "
                    + (roomy ? "with room to spare" : "without room to spare"),
                "Mean over sessions with its 95 %% interval; a session has at most %s pages"
                    .formatted(TickText.of(longest)),
                Drawing.heightOfRows(ranked.size(), ROW),
                RIGHT)
            .xAxis(plan.xTitle("pages"), axis)
            .rows(ranked.size(), RowName.width(ranked));
    for (int i = 0; i < ranked.size(); i++) {
      ComparedAllocator allocator = ranked.get(i);
      int y = -i;
      drawing.of(allocator, () -> addRow(drawing, allocator, y, axis));
    }
    return drawing;
  }

  private double pages(ComparedAllocator allocator) {
    return heaps.stream().mapToDouble(heap -> heap.pages(allocator).value()).sum();
  }

  private void addRow(Drawing drawing, ComparedAllocator allocator, int y, Axis axis) {
    Look look = palette.of(allocator);
    drawing.add(RowName.of(allocator, y, palette));
    for (int i = 0; i < heaps.size(); i++) {
      double at = y + STEP * ((heaps.size() - 1) / 2.0 - i);
      Estimate pages = heaps.get(i).pages(allocator);
      if (!pages.exists()) continue;
      drawing.add(
          new Mark.Segment(0, at, pages.value(), at, Drawing.faded(look.color(), 90), FLAT_END));
      if (pages.hasInterval()) {
        drawing.add(
            new Mark.Interval(
                pages.low(), pages.high(), at, axis, look.color(), new BasicStroke(2)));
      }
      drawing.add(new Mark.Point(pages.value(), at, look.shape(), look.color(), 11, true));
      drawing.add(
          new Mark.Text(
              "%s: %.1f".formatted(Unit.BYTES.format(heaps.get(i).heapBytes()), pages.value()),
              axis.max(),
              at,
              12,
              0,
              0,
              Lettering.SMALL,
              look.emphasized(),
              Ink.FAINT_TEXT));
    }
  }
}
