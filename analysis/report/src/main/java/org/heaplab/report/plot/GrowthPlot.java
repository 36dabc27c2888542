package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Growth;
import org.heaplab.report.statistics.Growth.Point;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// A metric against the number of live blocks: a line for each allocator on logarithmic axes, on
/// which the slope is the exponent of a power law.
final class GrowthPlot {
  private final ExperimentResults results;
  private final Metric metric;
  private final Palette palette;

  private GrowthPlot(ExperimentResults results, Metric metric, Palette palette) {
    this.results = results;
    this.metric = metric;
    this.palette = palette;
  }

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results, Palette palette) {
    List<Growth> lines = Growth.of(results, plan.metric());
    boolean grows = lines.stream().anyMatch(line -> line.law().exponent().exists());
    if (!grows) return Optional.empty();
    return Optional.of(new GrowthPlot(results, plan.metric(), palette).draw(plan, lines));
  }

  private Drawing draw(FigurePlan plan, List<Growth> lines) {
    Axis blocks = Axis.around(all(lines, point -> DoubleStream.of(point.blocks())), TickText::of);
    Axis values = Axis.around(all(lines, point -> ends(point.value())), this::tick);
    var legend = new Legend("exponent", lines.stream().map(this::entry).toList());
    var drawing =
        new Drawing(
                metric.sentenceTitle() + " against live blocks",
                subheading(),
                legend.height(),
                legend.width())
            .xAxis(blocks.title(plan.xTitle("live blocks")), blocks)
            .yAxis(values.title(plan.yTitle(metric.title())), values);
    // What the figure is about lies on top.
    for (Growth line : lines.reversed()) add(drawing, line, values);
    return drawing.add(legend);
  }

  private String subheading() {
    DoubleSummaryStatistics live =
        results.candidates().stream()
            .flatMap(trace -> trace.cells().stream())
            .mapToDouble(Metrics.PEAK_LIVE_BYTES::of)
            .filter(bytes -> bytes > 0)
            .summaryStatistics();
    String heaps =
        live.getCount() == 0
            ? ""
            : ", %s to %s live"
                .formatted(Unit.BYTES.format(live.getMin()), Unit.BYTES.format(live.getMax()));
    return "%s%s; bars: 95 %% intervals over processes"
        .formatted(TraceGroup.words(results.candidates()), heaps);
  }

  private static double[] all(List<Growth> lines, Function<Point, DoubleStream> numbers) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .flatMapToDouble(numbers)
        .toArray();
  }

  private static DoubleStream ends(Estimate value) {
    return DoubleStream.of(value.low(), value.value(), value.high());
  }

  private String tick(double value) {
    return TickText.of(value, metric.unit());
  }

  private Legend.Entry entry(Growth line) {
    Look look = palette.of(line.allocator());
    String exponent = Unit.RATIO.format(line.law().exponent().value());
    return new Legend.Entry(line.allocator().name(), exponent, look, look.color());
  }

  private void add(Drawing drawing, Growth line, Axis values) {
    Look look = palette.of(line.allocator());
    drawing.add(
        new Mark.Curve(
            numbers(line, Point::blocks),
            numbers(line, point -> point.value().value()),
            look.color(),
            look.stroke()));
    for (Point point : line.points()) {
      Estimate value = point.value();
      if (value.hasInterval()) {
        drawing.add(
            new Mark.Upright(
                point.blocks(),
                value.low(),
                value.high(),
                values,
                look.color(),
                new BasicStroke(1.6f)));
      }
      drawing.add(
          new Mark.Point(point.blocks(), value.value(), look.shape(), look.color(), 9, true));
    }
  }

  private static double[] numbers(Growth line, ToDoubleFunction<Point> of) {
    return line.points().stream().mapToDouble(of).toArray();
  }
}
