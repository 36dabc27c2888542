package org.heaplab.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.Statistics;

/// Memory against the share of blocks that stay locked: bold the geometric means, thin the single
/// traces.
final class PinnedShare {
  private static final String HELD = "@hold=";
  private static final Color MEAN = new Color(0xD6301F);
  private static final Color PEAK = new Color(0x2E74C9);

  private PinnedShare() {}

  /// @param share of the blocks that stay locked
  private record Held(Allocator allocator, double share) {
    static Held of(Allocator allocator) {
      int at = allocator.name().indexOf(HELD);
      return new Held(
          allocator,
          at < 0 ? 0 : Double.parseDouble(allocator.name().substring(at + HELD.length())));
    }
  }

  static Optional<Drawing> draw(Experiment experiment, Palette palette) {
    List<Held> held =
        experiment.allocators().stream()
            .map(Held::of)
            .sorted(Comparator.comparingDouble(Held::share))
            .toList();
    if (held.stream().map(Held::share).distinct().count() < 2) return Optional.empty();
    double[] shares = held.stream().mapToDouble(Held::share).toArray();
    double[] mean = means(experiment, held, Metric.MEAN_RATIO);
    double[] peak = means(experiment, held, Metric.PEAK_RATIO);
    double[] all =
        experiment.compared().stream()
            .flatMapToDouble(
                trace ->
                    DoubleStream.concat(
                        DoubleStream.of(values(trace, held, Metric.MEAN_RATIO)),
                        DoubleStream.of(values(trace, held, Metric.PEAK_RATIO))))
            .toArray();
    var legend =
        new Legend(
            "at " + Numbers.tick(shares[shares.length - 1]),
            List.of(entry("mean ratio", mean, MEAN), entry("peak ratio", peak, PEAK)));
    var drawing =
        new Drawing(
                "Memory against the share of blocks that never unlock",
                "Bold: geometric mean over %d traces; thin: single traces"
                    .formatted(experiment.compared().size()),
                Drawing.HEIGHT,
                legend.width())
            .xAxis(
                "share of blocks held from malloc to free",
                new Axis.Linear(0, shares[shares.length - 1], Numbers::tick))
            .yAxis(
                "footprint ÷ live bytes", new Axis.Linear(1, Axis.endFor(1, all), Numbers::tick));
    for (Subject trace : experiment.compared()) {
      drawing.add(thin(shares, values(trace, held, Metric.PEAK_RATIO), PEAK));
      drawing.add(thin(shares, values(trace, held, Metric.MEAN_RATIO), MEAN));
    }
    addBold(drawing, shares, peak, PEAK);
    addBold(drawing, shares, mean, MEAN);
    return Optional.of(drawing.add(legend));
  }

  private static double[] means(Experiment experiment, List<Held> held, Metric metric) {
    return held.stream()
        .mapToDouble(
            one ->
                Statistics.geometricMean(
                        experiment.compared().stream()
                            .mapToDouble(trace -> value(trace, one, metric))
                            .toArray())
                    .value())
        .toArray();
  }

  private static double[] values(Subject trace, List<Held> held, Metric metric) {
    return held.stream().mapToDouble(one -> value(trace, one, metric)).toArray();
  }

  private static double value(Subject trace, Held held, Metric metric) {
    return trace.cell(held.allocator()).map(metric::comparable).orElse(Double.NaN);
  }

  private static Legend.Entry entry(String name, double[] values, Color color) {
    return new Legend.Entry(
        name,
        Numbers.ratio(values[values.length - 1]),
        new Look(color, new BasicStroke(3), Look.Shape.DIAMOND, false),
        color);
  }

  private static Mark thin(double[] shares, double[] values, Color color) {
    return known(shares, values, Drawing.faded(color, 70), new BasicStroke(1.2f));
  }

  private static void addBold(Drawing drawing, double[] shares, double[] values, Color color) {
    drawing.add(known(shares, values, color, new BasicStroke(3)));
    for (int i = 0; i < shares.length; i++) {
      if (Double.isNaN(values[i])) continue;
      drawing.add(new Mark.Point(shares[i], values[i], Look.Shape.DIAMOND, color, 9, true));
    }
  }

  /// The line through what was measured.
  private static Mark known(double[] x, double[] y, Color color, BasicStroke stroke) {
    int[] known = IntStream.range(0, x.length).filter(i -> !Double.isNaN(y[i])).toArray();
    return new Mark.Curve(
        IntStream.of(known).mapToDouble(i -> x[i]).toArray(),
        IntStream.of(known).mapToDouble(i -> y[i]).toArray(),
        color,
        stroke);
  }
}
