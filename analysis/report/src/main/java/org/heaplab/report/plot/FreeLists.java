package org.heaplab.report.plot;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.PartLegend;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// The free lists of the experiment's subject on one trace: a row for each size of blocks, with a
/// bar for how many are free before a free that joins two times, and one for after it.
final class FreeLists {
  private static final int RIGHT = 190;
  private static final double ROW = 30;
  private static final double BAR = 9;
  private static final double APART = 0.17;
  private static final int LABELS = 90;
  private static final Color BEFORE = new Color(0x7F8A9A);
  private static final Color AFTER = new Color(0xDB6A52);

  private FreeLists() {}

  static Optional<Drawing> ofSubject(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    return trace
        .experiment()
        .subject()
        .flatMap(subject -> trace.trace().cell(subject).flatMap(cell -> draw(plan, subject, cell)));
  }

  private static Optional<Drawing> draw(FigurePlan plan, ComparedAllocator subject, Cell cell) {
    List<Row> lists = cell.valid() ? cell.series(Tables.FREE_LIST).rows() : List.of();
    if (lists.isEmpty()) return Optional.empty();
    double most =
        lists.stream().mapToDouble(list -> Math.max(before(list), after(list))).max().orElse(1);
    var drawing =
        new Drawing(
                "Free lists of %s on %s".formatted(subject.name(), cell.trace()),
                "Right before and after a free that joins its block with two others",
                Drawing.heightOfRows(lists.size(), ROW),
                RIGHT)
            .xAxis(
                plan.xTitle("free blocks"),
                new Axis.Linear(0, 1.15 * Math.max(most, 1), TickText::of))
            .rows(lists.size(), LABELS);
    for (int row = 0; row < lists.size(); row++) drawList(drawing, lists.get(row), -row);
    drawing.add(
        new PartLegend(
            List.of(new PartLegend.Entry("before", BEFORE), new PartLegend.Entry("after", AFTER))));
    return Optional.of(drawing);
  }

  private static void drawList(Drawing drawing, Row list, int y) {
    boolean changes = before(list) != after(list);
    drawing.add(new Mark.Bar(0, before(list), y + APART, BAR, BEFORE));
    drawing.add(new Mark.Bar(0, after(list), y - APART, BAR, AFTER));
    drawing.add(
        new Mark.Text(
            Unit.BYTES.format(list.number("block_bytes")),
            0,
            y,
            -14,
            1,
            1,
            Lettering.TICK,
            changes,
            Ink.TEXT));
    String counts = "%.0f".formatted(before(list));
    if (changes) counts += " → %.0f".formatted(after(list));
    drawing.add(
        new Mark.Text(
            counts,
            Math.max(before(list), after(list)),
            y,
            10,
            0,
            0,
            Lettering.TICK,
            changes,
            changes ? Ink.TEXT : Ink.FAINT_TEXT));
  }

  private static double before(Row list) {
    return list.number("before");
  }

  private static double after(Row list) {
    return list.number("after");
  }
}
