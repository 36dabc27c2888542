package org.heaplab.report.access;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Row;

/// Which share of the live bytes and of the live blocks each lock policy holds, over the operations
/// of a trace.
public final class LockSharesOverTime {
  private static final double AIR = 1.05;

  /// In the order in which policies get them.
  private static final List<Color> COLORS =
      List.of(new Color(0xD6301F), new Color(0x2E74C9), new Color(0x2F8F46), new Color(0x8A5A00));

  private static final BasicStroke OF_BYTES = new BasicStroke(2.4f);
  private static final BasicStroke OF_BLOCKS =
      new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, new float[] {5, 3}, 0);

  /// One curve.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Line(String name, double[] ops, double[] shares, Look look) {
    Legend.Entry entry() {
      double mean = Arrays.stream(shares).average().orElse(0);
      return new Legend.Entry(name, Unit.SHARE.format(mean), look, look.color(), "");
    }

    double most() {
      return Arrays.stream(shares).max().orElse(0);
    }

    Mark mark() {
      return new Mark.Curve(ops, shares, look.color(), look.stroke());
    }
  }

  private LockSharesOverTime() {}

  public static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<Line> lines = lines(trace);
    if (lines.isEmpty()) return Optional.empty();
    double most = lines.stream().mapToDouble(Line::most).max().orElse(0);
    double end =
        lines.stream().mapToDouble(line -> line.ops()[line.ops().length - 1]).max().orElse(1);
    var legend = new Legend("mean", lines.stream().map(Line::entry).toList());
    var drawing =
        new Drawing(
                trace.name(),
                "What each lock policy keeps from moving while the trace runs",
                legend.height(),
                legend.width())
            .xAxis(plan.xTitle("operations"), new Axis.Linear(0, Math.max(1, end), TickText::of))
            .yAxis(
                plan.yTitle("share of what is live that is locked"),
                new Axis.Linear(
                    0, Math.max(0.01, Math.min(1, most * AIR)), LockSharesOverTime::percent));
    for (Line line : lines.reversed()) drawing.add(line.mark());
    return Optional.of(drawing.add(legend));
  }

  private static String percent(double share) {
    return TickText.of(100 * share) + " %";
  }

  private static List<Line> lines(MeasuredTrace trace) {
    Map<String, List<Row>> byPolicy = new LinkedHashMap<>();
    trace.cells().stream()
        .map(one -> one.cell().series(AccessTables.LOCK_SHARE).rows())
        .filter(rows -> !rows.isEmpty())
        .findFirst()
        .orElse(List.of())
        .forEach(
            row ->
                byPolicy.computeIfAbsent(row.text("policy"), name -> new ArrayList<>()).add(row));
    var lines = new ArrayList<Line>();
    for (Map.Entry<String, List<Row>> policy : byPolicy.entrySet()) {
      Color color = COLORS.get(lines.size() / 2 % COLORS.size());
      lines.add(line(policy.getKey(), "bytes", policy.getValue(), color, OF_BYTES));
      lines.add(line(policy.getKey(), "blocks", policy.getValue(), color, OF_BLOCKS));
    }
    return lines;
  }

  private static Line line(
      String policy, String column, List<Row> rows, Color color, BasicStroke stroke) {
    return new Line(
        policy + ", " + column,
        rows.stream().mapToDouble(row -> row.number("op")).toArray(),
        rows.stream().mapToDouble(row -> row.number(column)).toArray(),
        new Look(color, stroke, Look.Shape.CIRCLE, false));
  }
}
