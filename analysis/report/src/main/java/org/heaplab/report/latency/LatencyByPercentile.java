package org.heaplab.report.latency;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.LatencyCounts;
import org.heaplab.results.metric.Unit;

/// Latencies of single operations by percentile, on an axis of nines.
public final class LatencyByPercentile {
  private record Line(ComparedAllocator allocator, LatencyCounts counts) {
    double quantile(double share) {
      return counts.quantile(share);
    }
  }

  private LatencyByPercentile() {}

  public static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
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
                LatencyAxes.ofShares(nines))
            .yAxis(plan.yTitle("latency"), LatencyAxes.ofTimes(1, slowest));
    for (int i = lines.size() - 1; i >= 0; i--) {
      Look look = palette.of(lines.get(i).allocator());
      LatencyCurve curve = curves.get(i);
      var mark =
          new Mark.Curve(
              curve.nines(), LatencyAxes.logarithms(curve.nanos()), look.color(), look.stroke());
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
}
