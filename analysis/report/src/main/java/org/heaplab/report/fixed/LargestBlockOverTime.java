package org.heaplab.report.fixed;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.fixed.SetUp.Contender;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;

/// The largest block that each allocator could still give along a trace, as a share of a heap of
/// fixed size: what it grants, and dashed, of one that moves blocks, what there is room for before.
public final class LargestBlockOverTime {
  private static final double AIR = 1.05;

  private final MeasuredTrace trace;
  private final SetUp setUp;
  private final Palette palette;

  private LargestBlockOverTime(MeasuredTrace trace, SetUp setUp, Palette palette) {
    this.trace = trace;
    this.setUp = setUp;
    this.palette = palette;
  }

  public static Optional<Drawing> inTheLoosest(
      FigurePlan plan, MeasuredTrace trace, Palette palette) {
    return SetUp.loosest(trace.experiment()).flatMap(setUp -> draw(plan, trace, setUp, palette));
  }

  public static Optional<Drawing> inTheTightest(
      FigurePlan plan, MeasuredTrace trace, Palette palette) {
    return SetUp.tightest(trace.experiment()).flatMap(setUp -> draw(plan, trace, setUp, palette));
  }

  private static Optional<Drawing> draw(
      FigurePlan plan, MeasuredTrace trace, SetUp setUp, Palette palette) {
    var plot = new LargestBlockOverTime(trace, setUp, palette);
    List<Contender> contenders =
        setUp.contenders().stream()
            .filter(one -> one.outcome(setUp.factor(), trace.trace()).findAny().isPresent())
            .sorted(
                Comparator.comparing((Contender one) -> !plot.isCompleted(one))
                    .thenComparingDouble(one -> -plot.mean(one)))
            .toList();
    return contenders.isEmpty() ? Optional.empty() : Optional.of(plot.draw(plan, contenders));
  }

  private Drawing draw(FigurePlan plan, List<Contender> contenders) {
    double most =
        contenders.stream()
            .flatMap(one -> rows(one).stream())
            .mapToDouble(row -> Math.max(share(row, "granted_bytes"), share(row, "lying_bytes")))
            .max()
            .orElse(1);
    double end =
        contenders.stream()
            .flatMap(one -> rows(one).stream())
            .mapToDouble(row -> row.number("op"))
            .max()
            .orElse(1);
    var legend = new Legend("mean", contenders.stream().map(this::entry).toList());
    var drawing =
        new Drawing(
                trace.name(),
                "Largest allocatable block in a heap of " + setUp.words(),
                legend.height(),
                legend.width())
            .xAxis(plan.xTitle("operations"), new Axis.Linear(0, Math.max(1, end), TickText::of))
            .yAxis(
                plan.yTitle("largest block ÷ heap"),
                new Axis.Linear(0, Math.max(0.01, most * AIR), TickText::of));
    for (Contender one : contenders.reversed()) add(drawing, one);
    return drawing.add(legend);
  }

  private void add(Drawing drawing, Contender one) {
    Look look = palette.of(one.plain());
    boolean moves =
        rows(one).stream().anyMatch(row -> row.number("granted_bytes") > row.number("lying_bytes"));
    if (moves) {
      drawing.add(
          curve(one, "lying_bytes", look, new BasicStroke(1.2f, 0, 1, 4, new float[] {3, 3}, 0)));
    }
    drawing.add(curve(one, "granted_bytes", look, look.stroke()));
    List<Row> rows = rows(one);
    if (isCompleted(one) || rows.isEmpty()) return;
    Row last = rows.getLast();
    drawing.add(
        new Mark.Point(
            last.number("op"),
            share(last, "granted_bytes"),
            Look.Shape.CROSS,
            look.color(),
            12,
            true));
  }

  private Mark curve(Contender one, String column, Look look, BasicStroke stroke) {
    return new Mark.Curve(
        rows(one).stream().mapToDouble(row -> row.number("op")).toArray(),
        rows(one).stream().mapToDouble(row -> share(row, column)).toArray(),
        look.color(),
        stroke);
  }

  private List<Row> rows(Contender one) {
    return one.rows(FixedHeapTables.LARGEST, setUp.factor(), trace.trace());
  }

  private Row outcome(Contender one) {
    return one.outcome(setUp.factor(), trace.trace()).findFirst().orElseThrow();
  }

  private boolean isCompleted(Contender one) {
    return Boolean.TRUE.equals(outcome(one).get("completed"));
  }

  private static double share(Row row, String column) {
    return row.number(column) / row.number("heap_bytes");
  }

  private double mean(Contender one) {
    return rows(one).stream().mapToDouble(row -> share(row, "granted_bytes")).average().orElse(0);
  }

  private Legend.Entry entry(Contender one) {
    String number = isCompleted(one) ? Unit.SHARE.format(mean(one)) : "refused";
    Look look = palette.of(one.plain());
    return new Legend.Entry(one.plain().name(), number, look, look.color());
  }
}
