package org.heaplab.report.plot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import org.heaplab.report.statistics.LatencyCurve;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.LatencyCounts;
import org.heaplab.results.metric.Unit;

/// Latencies of single operations by percentile, on an axis of nines.
final class LatencyByPercentile {
  private record Line(ComparedAllocator allocator, LatencyCounts counts) {
    double quantile(double share) {
      return counts.quantile(share);
    }
  }

  private LatencyByPercentile() {}

  static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<Line> lines =
        trace.cells().stream()
            .filter(one -> one.cell().valid())
            .map(one -> new Line(one.allocator(), LatencyCounts.of(one.cell())))
            .filter(line -> !line.counts().isEmpty())
            .sorted(Comparator.comparingDouble(line -> line.quantile(0.99)))
            .toList();
    if (lines.isEmpty()) return Optional.empty();

    List<LatencyCurve> curves = lines.stream().map(line -> LatencyCurve.of(line.counts())).toList();
    double nines =
        curves.stream().mapToDouble(c -> c.nines()[c.nines().length - 1]).max().orElse(1);
    double slowest = lines.stream().mapToDouble(line -> line.quantile(1)).max().orElse(1);
    List<Legend.Entry> entries = lines.stream().map(line -> entry(line, palette)).toList();
    var legend = new Legend("99 %", entries);
    var drawing =
        new Drawing(
                trace.name(), "How long a single operation takes", legend.height(), legend.width())
            .xAxis(
                plan.xTitle("share of operations that take at most so long"),
                new Axis.Linear(0, Math.max(1, nines), LatencyByPercentile::percentile))
            .yAxis(
                plan.yTitle("latency"),
                new Axis.Linear(
                    0,
                    Math.ceil(4 * Math.log10(Math.max(10, slowest))) / 4,
                    LatencyByPercentile::decade));
    for (int i = lines.size() - 1; i >= 0; i--) {
      Look look = palette.of(lines.get(i).allocator());
      LatencyCurve curve = curves.get(i);
      var mark =
          new Mark.Curve(curve.nines(), logarithms(curve.nanos()), look.color(), look.stroke());
      drawing.of(lines.get(i).allocator(), () -> drawing.add(mark));
    }
    return Optional.of(drawing.add(legend));
  }

  private static Legend.Entry entry(Line line, Palette palette) {
    return new Legend.Entry(
        line.allocator().name(),
        Unit.NANOS.format(line.quantile(0.99)),
        palette.of(line.allocator()),
        null);
  }

  /// What a number of nines is called; nothing between whole ones.
  private static String percentile(double nines) {
    if (nines != Math.rint(nines)) return " ";
    if (nines == 0) return "0 %";
    int digits = Math.max(0, (int) nines - 2);
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * (1 - Math.pow(10, -nines)));
  }

  /// What a power of ten is called; nothing between whole ones.
  private static String decade(double power) {
    return power == Math.rint(power)
        ? TickText.of(Math.rint(Math.pow(10, power)), Unit.NANOS)
        : " ";
  }

  /// A clock that is too coarse reports 0, which a logarithmic axis cannot show.
  private static double[] logarithms(double[] nanos) {
    return Arrays.stream(nanos).map(value -> Math.log10(Math.max(1, value))).toArray();
  }
}
