package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.palette.SiteColors;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;

/// What the blocks of each place in a program strand over the operations of a trace: areas one upon
/// the other, that of the place that strands most at the bottom. They are of the allocator on which
/// most is stranded, of those that were walked; of each other one there is a line for all places
/// together.
final class StrandedOverTime {
  private static final double AIR = 1.05;
  private static final double KIBIBYTE = 1 << 10;
  private static final double MEBIBYTE = 1 << 20;

  /// Paper between two areas.
  private static final BasicStroke SEAM = new BasicStroke(1);

  /// Paper on both sides of a line, so that it is seen on an area of any colour.
  private static final float AROUND_LINE = 1.2f;

  /// The curve of one place; of all others together, its name is empty.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Curve(String site, double[] bytes) {
    boolean isOfOthers() {
      return site.isEmpty();
    }

    double mean() {
      return Arrays.stream(bytes).average().orElse(0);
    }
  }

  /// The curves on one allocator, all with the same points.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Walked(OfAllocator one, double[] ops, List<Curve> curves) {
    static Walked of(OfAllocator one) {
      Map<String, List<Row>> bySite = new LinkedHashMap<>();
      for (Row row : one.cell().series(SiteTables.STRANDED_OVER_TIME).rows()) {
        bySite.computeIfAbsent(row.text("site"), site -> new ArrayList<>()).add(row);
      }
      var curves = new ArrayList<Curve>();
      double[] ops = {};
      for (Map.Entry<String, List<Row>> entry : bySite.entrySet()) {
        ops = numbers(entry.getValue(), "op");
        curves.add(new Curve(entry.getKey(), numbers(entry.getValue(), "bytes")));
      }
      return new Walked(one, ops, curves);
    }

    private static double[] numbers(List<Row> rows, String column) {
      return rows.stream().mapToDouble(row -> row.number(column)).toArray();
    }

    double mean() {
      return curves.stream().mapToDouble(Curve::mean).sum();
    }

    /// All places together, at each point.
    double[] all() {
      var sums = new double[ops.length];
      for (Curve curve : curves) sums = sum(sums, curve.bytes());
      return sums;
    }
  }

  private StrandedOverTime() {}

  /// @return empty where no heap was walked whose call sites are known
  static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<Walked> walked =
        trace.cells().stream()
            .filter(one -> one.cell().valid() && one.cell().has(SiteTables.STRANDED_OVER_TIME))
            .map(Walked::of)
            .sorted(Comparator.comparingDouble(Walked::mean).reversed())
            .toList();
    if (walked.isEmpty()) return Optional.empty();
    return Optional.of(draw(plan, trace, walked.getFirst(), walked, palette));
  }

  private static Drawing draw(
      FigurePlan plan, MeasuredTrace trace, Walked worst, List<Walked> walked, Palette palette) {
    List<Walked> others = walked.subList(1, walked.size());
    double most =
        walked.stream().flatMapToDouble(one -> DoubleStream.of(one.all())).max().orElse(0);
    double unit = most < MEBIBYTE ? KIBIBYTE : MEBIBYTE;
    List<Curve> shown =
        worst.curves().stream().filter(curve -> !curve.isOfOthers() || curve.mean() > 0).toList();
    Legend legend = legend(worst, shown, others, palette);
    var drawing =
        new Drawing(
                trace.name(),
                "Free bytes that blocks strand on %s while the trace runs, by place in the program"
                    .formatted(worst.one().allocator().name()),
                legend.height(),
                legend.width())
            .xAxis(
                plan.xTitle("operations"),
                new Axis.Linear(0, worst.ops()[worst.ops().length - 1], TickText::of))
            .yAxis(
                plan.yTitle(unit == KIBIBYTE ? "stranded (KiB)" : "stranded (MiB)"),
                new Axis.Linear(0, Math.max(most, 1) * AIR / unit, TickText::of));
    drawing.of(worst.one().allocator(), () -> addAreas(drawing, worst.ops(), shown, unit));
    for (Walked other : others) {
      Look look = palette.of(other.one().allocator());
      drawing.of(other.one().allocator(), () -> addLine(drawing, other, look, unit));
    }
    return drawing.add(legend);
  }

  private static void addAreas(Drawing drawing, double[] ops, List<Curve> curves, double unit) {
    var low = new double[ops.length];
    for (int rank = 0; rank < curves.size(); rank++) {
      double[] high = sum(low, in(unit, curves.get(rank).bytes()));
      drawing.add(new Mark.Band(ops, low, high, color(curves.get(rank), rank)));
      drawing.add(new Mark.Curve(ops, high, Ink.PAPER, SEAM));
      low = high;
    }
  }

  private static void addLine(Drawing drawing, Walked walked, Look look, double unit) {
    double[] all = in(unit, walked.all());
    var around = new BasicStroke(look.stroke().getLineWidth() + 2 * AROUND_LINE);
    drawing.add(new Mark.Curve(walked.ops(), all, Ink.PAPER, around));
    drawing.add(new Mark.Curve(walked.ops(), all, look.color(), look.stroke()));
  }

  private static Legend legend(
      Walked worst, List<Curve> shown, List<Walked> others, Palette palette) {
    var entries = new ArrayList<Legend.Entry>();
    String allocator = worst.one().allocator().name();
    List<String> names = PlaceNames.inShort(shown.stream().map(Curve::site).toList());
    for (int rank = 0; rank < shown.size(); rank++) {
      Curve curve = shown.get(rank);
      entries.add(
          new Legend.Entry(
              curve.isOfOthers() ? "all others" : names.get(rank),
              Unit.BYTES.format(Math.rint(curve.mean())),
              null,
              color(curve, rank),
              allocator));
    }
    for (Walked other : others) {
      String name = other.one().allocator().name();
      Look look = palette.of(other.one().allocator());
      entries.add(
          new Legend.Entry(
              "all, on " + name,
              Unit.BYTES.format(Math.rint(other.mean())),
              look,
              look.color(),
              name));
    }
    return new Legend("on average", entries);
  }

  private static Color color(Curve curve, int rank) {
    return curve.isOfOthers() ? SiteColors.OTHERS : SiteColors.of(rank);
  }

  private static double[] in(double unit, double[] bytes) {
    return Arrays.stream(bytes).map(one -> one / unit).toArray();
  }

  private static double[] sum(double[] some, double[] others) {
    var sums = new double[some.length];
    for (int i = 0; i < sums.length; i++) sums[i] = some[i] + others[i];
    return sums;
  }
}
