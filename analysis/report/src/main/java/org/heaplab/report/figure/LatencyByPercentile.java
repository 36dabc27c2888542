package org.heaplab.report.figure;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Look;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.LatencyCurve;

/// Latencies of single operations by percentile, on an axis of nines.
final class LatencyByPercentile {

  private LatencyByPercentile() {}

  static Optional<Drawing> draw(Subject subject, Palette palette) {
    List<Cell> cells =
        subject.cells().stream()
            .filter(cell -> cell.valid() && cell.latencies().isPresent())
            .sorted(Comparator.comparingDouble(Metric.P99_NS::of))
            .toList();
    if (cells.isEmpty()) return Optional.empty();
    List<LatencyCurve> curves =
        cells.stream().map(cell -> LatencyCurve.of(cell.latencies().get())).toList();

    double nines =
        curves.stream().mapToDouble(c -> c.nines()[c.nines().length - 1]).max().orElse(1);
    double slowest = cells.stream().mapToDouble(Metric.MAX_NS::of).max().orElse(1);
    var entries = new ArrayList<Legend.Entry>();
    for (int i = 0; i < cells.size(); i++) {
      Look look = palette.of(cells.get(i).allocator());
      entries.add(
          new Legend.Entry(
              cells.get(i).allocator().name(),
              Numbers.nanos(Metric.P99_NS.of(cells.get(i))),
              look,
              null));
    }
    var legend = new Legend("99 %", entries);
    var drawing =
        new Drawing(
                subject.trace(),
                "How long a single operation takes",
                Drawing.HEIGHT,
                legend.width())
            .xAxis(
                "share of operations that take at most so long",
                new Axis.Linear(0, Math.max(1, nines), LatencyByPercentile::percentile))
            .yAxis(
                "latency",
                new Axis.Linear(
                    0,
                    Math.ceil(4 * Math.log10(Math.max(10, slowest))) / 4,
                    LatencyByPercentile::decade));
    for (int i = cells.size() - 1; i >= 0; i--) {
      Look look = palette.of(cells.get(i).allocator());
      LatencyCurve curve = curves.get(i);
      drawing.add(
          new Mark.Curve(curve.nines(), logarithms(curve.nanos()), look.color(), look.stroke()));
    }
    return Optional.of(drawing.add(legend));
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
        ? Numbers.tick(Math.rint(Math.pow(10, power)), Metric.Unit.NANOS)
        : " ";
  }

  /// A clock that is too coarse reports 0, which a logarithmic axis cannot show.
  private static double[] logarithms(double[] nanos) {
    return Arrays.stream(nanos).map(value -> Math.log10(Math.max(1, value))).toArray();
  }
}
