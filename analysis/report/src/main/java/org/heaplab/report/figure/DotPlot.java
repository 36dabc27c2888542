package org.heaplab.report.figure;

import org.heaplab.report.drawing.RowName;
import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.OffTheScale;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Look;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Ink;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Axis;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.Ranking;

/// One metric on all traces: a row for each allocator, a ring for each trace, and the geometric
/// mean.
///
/// @param what the metric, as the axis says it
record DotPlot(Metric metric, String what) {
  private static final int RIGHT = 175;
  private static final double ROW = 34;

  Optional<Drawing> draw(Experiment whole, Palette palette) {
    Experiment experiment = metric == Metric.NS_PER_OP ? whole.timed() : whole;
    var values = new LinkedHashMap<Allocator, double[]>();
    for (Allocator allocator : experiment.allocators()) {
      double[] sample = experiment.values(allocator, metric::comparable);
      if (Arrays.stream(sample).anyMatch(value -> value > 0)) values.put(allocator, sample);
    }
    if (values.isEmpty()) return Optional.empty();

    double[] all = values.values().stream().flatMapToDouble(Arrays::stream).toArray();
    Axis axis =
        metric.unit() == Metric.Unit.RATIO
            ? new Axis.Linear(Math.min(1, lowest(all)), endFor(values), Numbers::tick)
            : Axis.Logarithmic.around(all, Numbers::tick);
    List<Ranking.Place<Allocator>> places = Ranking.of(values, Allocator::competes).places();
    var drawing =
        new Drawing(
                title(experiment),
                "Rings: single traces%s; points and numbers: geometric mean of the rings, with its 95 %% interval"
                    .formatted(hasOthers(experiment) ? "; dots: those not in the mean" : ""),
                140 + (int) (ROW * places.size()),
                RIGHT)
            .xAxis(what + (axis.logarithmic() ? " (logarithmic)" : ""), axis)
            .rows(places.size(), RowName.width(values.keySet()));
    for (int row = 0; row < places.size(); row++) {
      drawRow(drawing, experiment, places.get(row), values, -row, axis, palette);
    }
    return Optional.of(drawing);
  }

  private static double endFor(Map<Allocator, double[]> values) {
    record Value(Allocator allocator, double value) {}
    List<Value> all =
        values.entrySet().stream()
            .flatMap(
                entry ->
                    Arrays.stream(entry.getValue())
                        .mapToObj(value -> new Value(entry.getKey(), value)))
            .toList();
    return Axis.endFor(1, all, Value::allocator, Value::value);
  }

  private String title(Experiment experiment) {
    String name =
        metric.title().substring(0, 1).toUpperCase(Locale.ROOT) + metric.title().substring(1);
    int traces = experiment.compared().size();
    boolean real = experiment.compared().stream().allMatch(Subject::real);
    return name
        + " on "
        + traces
        + (real ? " real trace" : " synthetic trace")
        + (traces == 1 ? "" : "s");
  }

  private void drawRow(
      Drawing drawing,
      Experiment experiment,
      Ranking.Place<Allocator> place,
      Map<Allocator, double[]> values,
      int y,
      Axis axis,
      Palette palette) {
    Look look = palette.of(place.who());
    drawing.add(RowName.of(place.who(), y, palette));
    var outside = new ArrayList<Double>();
    for (double value : synthetic(experiment, place.who())) {
      if (value <= axis.max() && value >= axis.min()) {
        drawing.add(
            new Mark.Point(value, y, Look.Shape.CIRCLE, Drawing.faded(look.color(), 140), 5, true));
      }
    }
    for (double value : values.get(place.who())) {
      if (value > axis.max()) outside.add(value);
      if (value <= axis.max()) {
        drawing.add(
            new Mark.Point(
                value, y, Look.Shape.CIRCLE, Drawing.faded(look.color(), 150), 9, false));
      }
    }
    if (place.mean().exists()) drawMean(drawing, place, y, axis, look);
    if (!outside.isEmpty()) drawing.add(new OffTheScale(axis.max(), y, look.color()));
    drawing.add(
        new Mark.Text(
            remark(place, outside, values.get(place.who()).length),
            axis.max(),
            y,
            18,
            0,
            0,
            Lettering.SMALL,
            false,
            Ink.FAINT_TEXT));
  }

  /// The mean, or that there is none, and the farthest value beyond the axis.
  private String remark(Ranking.Place<Allocator> place, List<Double> outside, int traces) {
    var remarks = new ArrayList<String>();
    remarks.add(
        place.mean().exists()
            ? Numbers.of(place.mean().value(), metric.unit())
            : place.traces() + " of " + traces + " traces");
    outside.stream()
        .max(Double::compare)
        .ifPresent(farthest -> remarks.add("to " + Numbers.of(farthest, metric.unit())));
    return String.join(", ", remarks);
  }

  private static boolean hasOthers(Experiment experiment) {
    return experiment.subjects().size() > experiment.compared().size();
  }

  private static void drawMean(
      Drawing drawing, Ranking.Place<Allocator> place, int y, Axis axis, Look look) {
    if (place.mean().value() > axis.max()) return;
    drawing.add(
        new Mark.Segment(
            Math.max(axis.min(), place.mean().low()),
            y,
            Math.min(axis.max(), place.mean().high()),
            y,
            look.color(),
            new BasicStroke(look.emphasized() ? 3 : 2)));
    drawing.add(
        new Mark.Point(
            place.mean().value(),
            y,
            look.shape(),
            look.color(),
            look.emphasized() ? 15 : 13,
            true));
  }

  private double[] synthetic(Experiment experiment, Allocator allocator) {
    List<Subject> compared = experiment.compared();
    return experiment.subjects().stream()
        .filter(subject -> !compared.contains(subject))
        .flatMap(subject -> subject.cell(allocator).stream())
        .mapToDouble(metric::comparable)
        .filter(value -> value > 0)
        .toArray();
  }

  private static double lowest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).min().orElse(1);
  }
}
