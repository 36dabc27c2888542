package org.heaplab.report.figure;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Look;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Axis;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.Statistics;

/// Metrics against a number that is varied: bold the geometric means over the traces, thin the
/// single traces.
///
/// @param varied where the number stands
/// @param heading of the figure
/// @param xTitle what the number is
/// @param yTitle what the metrics are
/// @param metrics all of one unit
record Sweep(Varied varied, String heading, String xTitle, String yTitle, List<Metric> metrics) {
  /// One for each metric.
  private static final List<Look> LOOKS =
      List.of(
          look(0xD6301F, Look.Shape.DIAMOND),
          look(0x2E74C9, Look.Shape.CIRCLE),
          look(0x2F8F46, Look.Shape.SQUARE));

  /// How much longer an axis is than what it shows, so that its last tick has a label.
  private static final double AIR = 1.03;

  /// A number in an allocator's name.
  ///
  /// @param prefix what it follows, at the name's end
  /// @param absent its value in a name without it; NaN for a name that is none of the sweep's
  /// @param logarithmic whether it is varied by factors
  record Varied(String prefix, double absent, boolean logarithmic) {
    double of(Allocator allocator) {
      int at = allocator.name().indexOf(prefix);
      return at < 0 ? absent : Double.parseDouble(allocator.name().substring(at + prefix.length()));
    }

    private Axis axis(double[] values) {
      double last = values[values.length - 1];
      return logarithmic
          ? new Axis.Logarithmic(values[0] / AIR, last * AIR, Numbers::tick)
          : new Axis.Linear(0, last * AIR, Numbers::tick);
    }
  }

  Optional<Drawing> draw(Experiment whole, Palette palette) {
    boolean timed = metrics.contains(Metric.MAX_PAUSE_NS);
    Experiment experiment = timed ? whole.timed() : whole;
    List<Allocator> steps =
        experiment.allocators().stream()
            .filter(one -> !Double.isNaN(varied.of(one)))
            .sorted(Comparator.comparingDouble(varied::of))
            .toList();
    double[] x = steps.stream().mapToDouble(varied::of).toArray();
    double[] all =
        metrics.stream()
            .flatMap(metric -> lines(experiment, steps, metric))
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .toArray();
    if (x.length < 2 || all.length == 0) return Optional.empty();
    List<Legend.Entry> entries =
        IntStream.range(0, metrics.size())
            .mapToObj(i -> entry(metrics.get(i), means(experiment, steps, metrics.get(i)), i))
            .filter(entry -> !entry.number().isEmpty())
            .toList();
    var legend = new Legend(step(x[0]) + " → " + step(x[x.length - 1]), entries);
    var drawing =
        new Drawing(
                heading,
                "Bold: geometric mean over %d traces; thin: single traces"
                    .formatted(lines(experiment, steps, metrics.getFirst()).count()),
                Drawing.HEIGHT,
                legend.width())
            .xAxis(xTitle, varied.axis(x))
            .yAxis(yTitle, yAxis(all));
    for (int i = 0; i < metrics.size(); i++) {
      Color color = Drawing.faded(LOOKS.get(i).color(), 70);
      lines(experiment, steps, metrics.get(i))
          .forEach(line -> drawing.add(known(x, line, color, new BasicStroke(1.2f))));
    }
    for (int i = 0; i < metrics.size(); i++) {
      addBold(drawing, x, means(experiment, steps, metrics.get(i)), i);
    }
    return Optional.of(drawing.add(legend));
  }

  /// In full, where a tick would be a fraction of a thousand.
  private static String step(double value) {
    return value < 1000 ? Numbers.tick(value) : Numbers.count(value);
  }

  private Axis yAxis(double[] all) {
    return metrics.getFirst().unit() == Metric.Unit.RATIO
        ? new Axis.Linear(1, Axis.endFor(1, all), Numbers::tick)
        : Axis.Logarithmic.around(all, value -> Numbers.tick(value, metrics.getFirst().unit()));
  }

  /// A metric of each step, trace by trace. A heap that has nothing to compact on a trace has no
  /// pauses there, and a trace without any is left out.
  private static Stream<double[]> lines(
      Experiment experiment, List<Allocator> steps, Metric metric) {
    return experiment.compared().stream()
        .map(trace -> steps.stream().mapToDouble(step -> value(trace, step, metric)).toArray())
        .filter(line -> Arrays.stream(line).anyMatch(Double::isFinite));
  }

  private static double[] means(Experiment experiment, List<Allocator> steps, Metric metric) {
    List<double[]> lines = lines(experiment, steps, metric).toList();
    return IntStream.range(0, steps.size())
        .mapToDouble(
            step ->
                Statistics.geometricMean(lines.stream().mapToDouble(line -> line[step]).toArray())
                    .value())
        .toArray();
  }

  private static double value(Subject trace, Allocator step, Metric metric) {
    return trace.cell(step).map(metric::comparable).orElse(Double.NaN);
  }

  private static Legend.Entry entry(Metric metric, double[] means, int index) {
    double[] known = Arrays.stream(means).filter(Double::isFinite).toArray();
    String numbers =
        known.length == 0
            ? ""
            : Numbers.of(known[0], metric.unit())
                + " → "
                + Numbers.of(known[known.length - 1], metric.unit());
    return new Legend.Entry(metric.title(), numbers, LOOKS.get(index), LOOKS.get(index).color());
  }

  private static Look look(int color, Look.Shape shape) {
    return new Look(new Color(color), new BasicStroke(3), shape, false);
  }

  private static void addBold(Drawing drawing, double[] x, double[] y, int index) {
    Look look = LOOKS.get(index);
    drawing.add(known(x, y, look.color(), look.stroke()));
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(y[i])) continue;
      drawing.add(new Mark.Point(x[i], y[i], look.shape(), look.color(), 11, true));
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
