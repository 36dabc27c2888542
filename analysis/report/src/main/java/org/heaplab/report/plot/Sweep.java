package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// Metrics against the option that an experiment varies: bold the geometric means over the traces,
/// thin the single traces.
final class Sweep {
  /// One for each metric.
  private static final List<Look> LOOKS =
      List.of(
          look(0xD6301F, Look.Shape.DIAMOND),
          look(0x2E74C9, Look.Shape.CIRCLE),
          look(0x2F8F46, Look.Shape.SQUARE));

  /// How much longer an axis is than what it shows, so that its last tick has a label.
  private static final double AIR = 1.03;

  private final ExperimentResults results;
  private final List<Metric> metrics;
  private final Variation varied;

  /// The allocators that are part of the variation, and their values of the option.
  private final List<ComparedAllocator> steps;

  private final double[] x;

  private Sweep(ExperimentResults results, List<Metric> metrics, Variation varied) {
    this.results = results;
    this.metrics = metrics;
    this.varied = varied;
    steps =
        results.allocators().stream()
            .filter(one -> !Double.isNaN(varied.of(one)))
            .sorted(Comparator.comparingDouble(varied::of))
            .toList();
    x = steps.stream().mapToDouble(varied::of).toArray();
  }

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results, Palette palette) {
    Variation varied = results.experiment().varied();
    if (varied == null || plan.metrics().isEmpty()) return Optional.empty();
    int drawn = Math.min(plan.metrics().size(), LOOKS.size());
    return new Sweep(results, plan.metrics().subList(0, drawn), varied).draw(plan);
  }

  private Optional<Drawing> draw(FigurePlan plan) {
    double[] all =
        metrics.stream()
            .flatMap(this::lines)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .toArray();
    if (x.length < 2 || all.length == 0) return Optional.empty();
    List<Legend.Entry> entries =
        IntStream.range(0, metrics.size())
            .mapToObj(this::entry)
            .filter(entry -> !entry.number().isEmpty())
            .toList();
    var legend = new Legend(step(x[0]) + " → " + step(x[x.length - 1]), entries);
    var drawing =
        new Drawing(
                plan.title(),
                "Bold: geometric mean over %d traces; thin: single traces"
                    .formatted(lines(metrics.getFirst()).count()),
                Drawing.HEIGHT,
                legend.width())
            .xAxis(plan.xTitle(varied.option()), xAxis())
            .yAxis(plan.yTitle(metrics.getFirst().title()), yAxis(all));
    for (int i = 0; i < metrics.size(); i++) {
      Color color = Drawing.faded(LOOKS.get(i).color(), 70);
      lines(metrics.get(i))
          .forEach(line -> drawing.add(known(x, line, color, new BasicStroke(1.2f))));
    }
    for (int i = 0; i < metrics.size(); i++) addBold(drawing, x, means(metrics.get(i)), i);
    return Optional.of(drawing.add(legend));
  }

  /// A large value is written in full: a tick of it would be rounded.
  private static String step(double value) {
    return value < 1000 ? TickText.of(value) : Unit.COUNT.format(value);
  }

  private Axis xAxis() {
    double last = x[x.length - 1];
    return varied.logarithmic()
        ? new Axis.Logarithmic(x[0] / AIR, last * AIR, TickText::of)
        : new Axis.Linear(0, last * AIR, TickText::of);
  }

  private Axis yAxis(double[] all) {
    Unit unit = metrics.getFirst().unit();
    return unit == Unit.RATIO
        ? new Axis.Linear(1, Axis.endFor(1, all), TickText::of)
        : Axis.around(all, value -> TickText.of(value, unit));
  }

  /// A metric of each step, trace by trace. A trace without any value is left out: a heap that has
  /// nothing to compact on a trace has no pauses there.
  private Stream<double[]> lines(Metric metric) {
    return results.compared(metric.basis()).stream()
        .map(trace -> steps.stream().mapToDouble(step -> value(trace, step, metric)).toArray())
        .filter(line -> Arrays.stream(line).anyMatch(Double::isFinite));
  }

  private double[] means(Metric metric) {
    List<double[]> lines = lines(metric).toList();
    return IntStream.range(0, steps.size())
        .mapToDouble(
            step ->
                Statistics.geometricMean(lines.stream().mapToDouble(line -> line[step]).toArray())
                    .value())
        .toArray();
  }

  private static double value(TraceResults trace, ComparedAllocator step, Metric metric) {
    return trace.cell(step).map(metric::comparable).orElse(Double.NaN);
  }

  private Legend.Entry entry(int index) {
    Metric metric = metrics.get(index);
    double[] known = Arrays.stream(means(metric)).filter(Double::isFinite).toArray();
    String numbers =
        known.length == 0
            ? ""
            : metric.unit().format(known[0])
                + " → "
                + metric.unit().format(known[known.length - 1]);
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
