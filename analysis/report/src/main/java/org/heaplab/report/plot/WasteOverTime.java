package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Thinning;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Series;
import org.heaplab.results.table.Tables;

/// What every allocator holds beyond live bytes over the operations of one trace, with a line where
/// most bytes are live.
final class WasteOverTime {
  private static final double MEBIBYTE = 1 << 20;
  private static final BasicStroke PEAK =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4, new float[] {4, 4}, 0);

  /// The waste of one allocator in MiB.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Line(OfAllocator one, double[] ops, double[] waste) {
    static Line of(OfAllocator one) {
      Series curve = one.cell().series(Tables.CURVE);
      double[] live = curve.numbers("live_bytes");
      double[] waste = curve.numbers("footprint_bytes");
      for (int i = 0; i < waste.length; i++) waste[i] = (waste[i] - live[i]) / MEBIBYTE;
      return new Line(one, curve.numbers("op"), waste);
    }

    ComparedAllocator allocator() {
      return one.allocator();
    }

    double afterPeak() {
      return Metrics.AFTER_PEAK_RATIO.comparable(one.cell());
    }

    double most() {
      return Arrays.stream(waste).max().orElse(0);
    }

    double least() {
      return Arrays.stream(waste).min().orElse(0);
    }

    double end() {
      return ops[ops.length - 1];
    }

    /// Operations done where most bytes are live.
    double peakOp() {
      double[] live = one.cell().series(Tables.CURVE).numbers("live_bytes");
      int peak = 0;
      for (int i = 1; i < live.length; i++) if (live[i] > live[peak]) peak = i;
      return ops[peak];
    }
  }

  private WasteOverTime() {}

  static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<Line> lines =
        trace.cells().stream()
            .filter(one -> one.hasSpace() && one.cell().has(Tables.CURVE))
            .map(Line::of)
            .sorted(Comparator.comparingDouble(Line::afterPeak))
            .toList();
    if (lines.isEmpty()) return Optional.empty();
    double top = Axis.endFor(0, lines, Line::allocator, Line::most);
    double bottom = Math.min(0, lines.stream().mapToDouble(Line::least).min().orElse(0));
    Line longest = lines.stream().max(Comparator.comparingDouble(Line::end)).orElseThrow();
    var legend =
        new Legend("after the peak", lines.stream().map(line -> entry(line, palette)).toList());
    var drawing =
        new Drawing(
                trace.name(),
                "Memory held beyond live bytes while the trace runs",
                legend.height(),
                legend.width())
            .xAxis(
                plan.xTitle("operations"),
                new Axis.Linear(0, Math.max(1, longest.end()), TickText::of))
            .yAxis(
                plan.yTitle("footprint − live bytes (MiB)"),
                new Axis.Linear(bottom, top, TickText::of));
    double peak = longest.peakOp();
    drawing.add(new Mark.Segment(peak, bottom, peak, top, Ink.AXIS, PEAK));
    for (Line line : lines.reversed()) {
      Thinning held = Thinning.of(line.ops(), line.waste());
      Look look = palette.of(line.allocator());
      drawing.add(new Mark.Curve(held.x(), held.y(), look.color(), look.stroke()));
    }
    return Optional.of(drawing.add(legend).add(offTheScale(lines, longest.end(), top)));
  }

  private static Legend.Entry entry(Line line, Palette palette) {
    return new Legend.Entry(
        line.allocator().name(),
        line.one().cell().completed() ? Unit.RATIO.format(line.afterPeak()) : "refused",
        palette.of(line.allocator()),
        null);
  }

  /// Names the curves that leave the plot at its top, and where they go.
  private static Mark offTheScale(List<Line> lines, double end, double top) {
    List<String> names =
        lines.stream()
            .filter(line -> line.most() > top)
            .map(
                line ->
                    "%s up to %s"
                        .formatted(
                            line.allocator().name(), Unit.BYTES.format(line.most() * MEBIBYTE)))
            .toList();
    String text = names.isEmpty() ? "" : "off the scale: " + String.join(", ", names);
    return new Mark.Text(text, end, top, -8, 12, 1, Lettering.TICK, false, Ink.FAINT_TEXT);
  }
}
