package org.heaplab.report.plot;

import java.util.ArrayList;
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
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Series;
import org.heaplab.results.table.Tables;

/// Footprint of every allocator over the operations of one trace, above the bytes then live.
final class FootprintOverTime {
  /// How much higher the axis is than the highest curve.
  private static final double AIR = 1.12;

  private static final double MEBIBYTE = 1 << 20;

  private FootprintOverTime() {}

  static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<OfAllocator> cells =
        trace.cells().stream()
            .filter(one -> one.hasSpace() && one.cell().has(Tables.CURVE))
            .sorted(Comparator.comparingDouble(FootprintOverTime::meanRatio))
            .toList();
    if (cells.isEmpty()) return Optional.empty();

    Series longest =
        cells.stream()
            .map(FootprintOverTime::curve)
            .max(Comparator.comparingDouble(FootprintOverTime::lastOperation))
            .orElseThrow();
    double top =
        AIR
            * Math.max(
                max(longest.numbers("live_bytes")),
                Axis.endFor(0, cells, OfAllocator::allocator, FootprintOverTime::peak) / Axis.AIR);
    Legend legend = legend(cells, palette);
    var drawing =
        new Drawing(
                trace.name(), "Memory held while the trace runs", legend.height(), legend.width())
            .xAxis(
                plan.xTitle("operations"),
                new Axis.Linear(0, Math.max(1, lastOperation(longest)), TickText::of))
            .yAxis(
                plan.yTitle("footprint (MiB)"), new Axis.Linear(0, top / MEBIBYTE, TickText::of));
    Thinning live = thin(longest, "live_bytes");
    drawing.add(new Mark.Area(live.x(), live.y(), Ink.LIVE));
    for (OfAllocator one : cells.reversed()) {
      Thinning held = thin(curve(one), "footprint_bytes");
      Look look = palette.of(one.allocator());
      drawing.add(new Mark.Curve(held.x(), held.y(), look.color(), look.stroke()));
    }
    drawing.add(legend);
    drawing.add(offTheScale(cells, lastOperation(longest), top));
    return Optional.of(drawing);
  }

  private static Series curve(OfAllocator one) {
    return one.cell().series(Tables.CURVE);
  }

  private static Thinning thin(Series curve, String column) {
    double[] mebibytes =
        Arrays.stream(curve.numbers(column)).map(bytes -> bytes / MEBIBYTE).toArray();
    return Thinning.of(curve.numbers("op"), mebibytes);
  }

  private static Legend legend(List<OfAllocator> cells, Palette palette) {
    var entries = new ArrayList<Legend.Entry>();
    for (OfAllocator one : cells) {
      boolean completed = one.cell().completed();
      entries.add(
          new Legend.Entry(
              one.allocator().name(),
              completed ? Metrics.MEAN_RATIO.format(one.cell()) : "refused",
              palette.of(one.allocator()),
              null));
    }
    entries.add(new Legend.Entry("live bytes", "1", null, Ink.LIVE));
    return new Legend("mean ratio", entries);
  }

  /// Names the curves that leave the plot at its top, and where they go.
  private static Mark offTheScale(List<OfAllocator> cells, double end, double top) {
    List<String> names =
        cells.stream()
            .filter(one -> peak(one) > top)
            .map(one -> one.allocator().name() + " up to " + Unit.BYTES.format(peak(one)))
            .toList();
    String text = names.isEmpty() ? "" : "off the scale: " + String.join(", ", names);
    return new Mark.Text(
        text, end, top / MEBIBYTE, -8, 12, 1, Lettering.TICK, false, Ink.FAINT_TEXT);
  }

  private static double meanRatio(OfAllocator one) {
    double ratio = Metrics.MEAN_RATIO.of(one.cell());
    return Double.isNaN(ratio) ? Double.MAX_VALUE : ratio;
  }

  private static double peak(OfAllocator one) {
    return max(curve(one).numbers("footprint_bytes"));
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private static double lastOperation(Series curve) {
    double[] operations = curve.numbers("op");
    return operations[operations.length - 1];
  }
}
