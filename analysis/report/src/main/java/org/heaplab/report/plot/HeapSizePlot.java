package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.HeapSizes;
import org.heaplab.report.statistics.HeapSizes.Quantity;
import org.heaplab.report.statistics.HeapSizes.Step;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// What allocators pay in fixed heaps, against the size of the heap: a line for each, from its own
/// smallest heap on. The metric of the request says what is paid: time per operation, the longest
/// pause, or bytes moved.
final class HeapSizePlot {
  private static final Map<Metric, Quantity> QUANTITIES =
      Map.of(
          Metrics.NS_PER_OP, Quantity.TIME,
          Metrics.MOVED_SHARE, Quantity.MOVED,
          Metrics.MAX_PAUSE_NS, Quantity.PAUSE);

  /// How much longer the axis of sizes is than what it shows.
  private static final double AIR = 0.04;

  private final Metric metric;
  private final ExperimentResults results;
  private final Palette palette;

  private HeapSizePlot(Metric metric, ExperimentResults results, Palette palette) {
    this.metric = metric;
    this.results = results;
    this.palette = palette;
  }

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results, Palette palette) {
    if (plan.metrics().size() != 1 || !QUANTITIES.containsKey(plan.metric())) {
      return Optional.empty();
    }
    Quantity quantity = QUANTITIES.get(plan.metric());
    List<HeapSizes> lines = HeapSizes.of(results, quantity);
    if (lines.isEmpty()) return Optional.empty();
    return Optional.of(
        new HeapSizePlot(plan.metric(), results, palette).draw(plan, quantity, lines));
  }

  private Drawing draw(FigurePlan plan, Quantity quantity, List<HeapSizes> lines) {
    List<HeapSizes> onTheWall =
        quantity == Quantity.PAUSE ? HeapSizes.of(results, Quantity.PAUSE_ON_THE_WALL) : List.of();
    var all = new ArrayList<>(lines);
    all.addAll(onTheWall);
    double[] sizes = all.stream().flatMapToDouble(HeapSizePlot::sizes).toArray();
    double least = DoubleStream.of(sizes).min().orElse(1);
    double most = DoubleStream.of(sizes).max().orElse(2);
    double air = AIR * Math.max(most - least, 0.1);
    Axis values =
        Axis.around(all.stream().flatMapToDouble(HeapSizePlot::values).toArray(), this::tick);
    var legend = new Legend("in the smallest", lines.stream().map(this::entry).toList());
    var drawing =
        new Drawing(plan.title(), subheading(quantity), legend.height(), legend.width())
            .xAxis(
                plan.xTitle("heap size ÷ most live bytes"),
                new Axis.Linear(least - air, most + air, TickText::of))
            .yAxis(values.title(plan.yTitle(metric.title())), values);
    for (HeapSizes line : onTheWall) {
      drawing.add(curve(line, new BasicStroke(1.4f, 0, 1, 4, new float[] {4, 3}, 0)));
    }
    for (HeapSizes line : lines) add(drawing, line, values);
    addNotes(drawing, lines, most + air, values);
    return drawing.add(legend);
  }

  private String subheading(Quantity quantity) {
    String how =
        switch (quantity) {
          case TIME -> "geometric mean over";
          case MOVED -> "arithmetic mean over";
          case PAUSE -> "solid: processor, dashed: wall; the longest on any of";
          case PAUSE_ON_THE_WALL -> "the longest on any of";
        };
    return "%s %s; bars: 95 %% intervals over processes"
        .formatted(how, TraceGroup.words(HeapSizes.traces(results)));
  }

  private String tick(double value) {
    return metric.unit() == Unit.RATIO ? TickText.of(value) : TickText.of(value, metric.unit());
  }

  private static DoubleStream sizes(HeapSizes line) {
    return line.steps().stream().mapToDouble(Step::size);
  }

  private static DoubleStream values(HeapSizes line) {
    return line.steps().stream()
        .map(Step::value)
        .filter(value -> value.value() > 0)
        .flatMapToDouble(value -> DoubleStream.of(value.low(), value.value(), value.high()));
  }

  /// What is 0 has no place on a logarithmic axis.
  private static List<Step> shown(HeapSizes line) {
    return line.steps().stream().filter(step -> step.value().value() > 0).toList();
  }

  private Legend.Entry entry(HeapSizes line) {
    String first = metric.unit().format(line.steps().getFirst().value().value());
    Look look = palette.of(line.allocator());
    return new Legend.Entry(line.allocator().name(), first, look, look.color());
  }

  private Mark curve(HeapSizes line, BasicStroke stroke) {
    List<Step> steps = shown(line);
    return new Mark.Curve(
        steps.stream().mapToDouble(Step::size).toArray(),
        steps.stream().mapToDouble(step -> step.value().value()).toArray(),
        palette.of(line.allocator()).color(),
        stroke);
  }

  private void add(Drawing drawing, HeapSizes line, Axis values) {
    Look look = palette.of(line.allocator());
    drawing.add(curve(line, look.stroke()));
    for (Step step : shown(line)) {
      Estimate value = step.value();
      if (value.hasInterval()) {
        drawing.add(
            new Mark.Upright(
                step.size(),
                value.low(),
                value.high(),
                values,
                look.color(),
                new BasicStroke(1.6f)));
      }
      drawing.add(new Mark.Point(step.size(), value.value(), look.shape(), look.color(), 9, true));
    }
  }

  /// Says which sizes are not drawn.
  private static void addNotes(Drawing drawing, List<HeapSizes> lines, double right, Axis values) {
    var notes = new ArrayList<String>();
    for (HeapSizes line : lines) {
      String name = line.allocator().name();
      if (!line.notCompleted().isEmpty()) {
        notes.add(
            "%s: a trace was not completed at %s".formatted(name, factors(line.notCompleted())));
      }
      List<Double> zeros =
          line.steps().stream()
              .filter(step -> step.value().value() == 0)
              .map(Step::factor)
              .toList();
      if (!zeros.isEmpty()) notes.add("%s: 0 at %s".formatted(name, factors(zeros)));
    }
    for (int i = 0; i < notes.size(); i++) {
      drawing.add(
          new Mark.Text(
              notes.get(i),
              right,
              values.max(),
              -8,
              12 + 17 * i,
              1,
              Lettering.SMALL,
              false,
              Ink.FAINT_TEXT));
    }
  }

  /// More than two are a range, which a line of the figure has room for.
  private static String factors(List<Double> factors) {
    boolean few = factors.size() <= 2;
    List<Double> named = few ? factors : List.of(factors.getFirst(), factors.getLast());
    return named.stream().map(TickText::of).collect(Collectors.joining(few ? ", " : " to "))
        + " × its smallest heap";
  }
}
