package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.OffTheScale;
import org.heaplab.report.drawing.RowName;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// One metric on all traces: a row for each allocator, a ring for each trace, and the geometric
/// mean.
final class DotPlot {
  private static final int RIGHT = 175;
  private static final double ROW = 34;

  /// Of many allocators, the rows are closer together.
  private static final double CLOSE_ROW = 25;

  private static final int MANY = 16;

  private final ExperimentResults results;
  private final Metric metric;
  private final Palette palette;
  private final List<TraceResults> compared;
  private final Map<ComparedAllocator, double[]> values = new LinkedHashMap<>();

  private DotPlot(ExperimentResults results, Metric metric, Palette palette) {
    this.results = results;
    this.metric = metric;
    this.palette = palette;
    this.compared = results.compared(metric.basis());
    for (ComparedAllocator allocator : results.allocators()) {
      double[] sample = results.values(allocator, metric);
      if (Arrays.stream(sample).anyMatch(value -> value > 0)) values.put(allocator, sample);
    }
  }

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results, Palette palette) {
    var plot = new DotPlot(results, plan.metric(), palette);
    return plot.values.isEmpty() ? Optional.empty() : Optional.of(plot.draw(plan));
  }

  private Drawing draw(FigurePlan plan) {
    double[] all = values.values().stream().flatMapToDouble(Arrays::stream).toArray();
    Axis axis =
        metric.unit() == Unit.RATIO
            ? new Axis.Linear(Math.min(1, lowest(all)), endFor(values), TickText::of)
            : Axis.around(all, TickText::of);
    List<Ranking.Rank<ComparedAllocator>> ranks = ranks();
    double row = ranks.size() > MANY ? CLOSE_ROW : ROW;
    var drawing =
        new Drawing(
                metric.sentenceTitle() + " on " + TraceGroup.words(compared),
                "Rings: single traces%s; points and numbers: geometric mean of the rings, with its 95 %% interval over traces"
                    .formatted(hasOthers() ? "; dots: those not in the mean" : ""),
                Drawing.heightOfRows(ranks.size(), row),
                RIGHT)
            .xAxis(axis.title(plan.xTitle(metric.title())), axis)
            .rows(ranks.size(), RowName.width(values.keySet()));
    for (int i = 0; i < ranks.size(); i++) {
      Ranking.Rank<ComparedAllocator> rank = ranks.get(i);
      int y = -i;
      drawing.of(rank.element(), () -> drawRow(drawing, rank, y, axis));
    }
    return drawing;
  }

  private static double endFor(Map<ComparedAllocator, double[]> values) {
    record Value(ComparedAllocator allocator, double value) {}
    List<Value> all =
        values.entrySet().stream()
            .flatMap(
                entry ->
                    Arrays.stream(entry.getValue())
                        .mapToObj(value -> new Value(entry.getKey(), value)))
            .toList();
    return Axis.endFor(1, all, Value::allocator, Value::value);
  }

  private List<Ranking.Rank<ComparedAllocator>> ranks() {
    var rounds = new LinkedHashMap<ComparedAllocator, List<Rounds>>();
    for (ComparedAllocator one : values.keySet()) {
      rounds.put(one, Rounds.on(compared, one, metric));
    }
    return Ranking.of(rounds, ComparedAllocator::competes).ranks();
  }

  private void drawRow(Drawing drawing, Ranking.Rank<ComparedAllocator> rank, int y, Axis axis) {
    Look look = palette.of(rank.element());
    drawing.add(RowName.of(rank.element(), y, palette));
    var outside = new ArrayList<Double>();
    for (double value : others(rank.element())) {
      if (value <= axis.max() && value >= axis.min()) {
        drawing.add(
            new Mark.Point(value, y, Look.Shape.CIRCLE, Drawing.faded(look.color(), 140), 5, true));
      }
    }
    for (double value : values.get(rank.element())) {
      if (value > axis.max()) outside.add(value);
      if (value <= axis.max()) {
        drawing.add(
            new Mark.Point(
                value, y, Look.Shape.CIRCLE, Drawing.faded(look.color(), 150), 9, false));
      }
    }
    if (rank.mean().exists()) drawMean(drawing, rank, y, axis, look);
    if (!outside.isEmpty()) drawing.add(new OffTheScale(axis.max(), y, look.color()));
    drawing.add(
        new Mark.Text(
            remark(rank, outside, values.get(rank.element()).length),
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
  private String remark(Ranking.Rank<ComparedAllocator> rank, List<Double> outside, int traces) {
    var remarks = new ArrayList<String>();
    remarks.add(
        rank.mean().exists()
            ? metric.unit().format(rank.mean().value())
            : rank.traces() + " of " + traces + " traces");
    outside.stream()
        .max(Double::compare)
        .ifPresent(farthest -> remarks.add("to " + metric.unit().format(farthest)));
    return String.join(", ", remarks);
  }

  private boolean hasOthers() {
    return results.traces().size() > compared.size();
  }

  private void drawMean(
      Drawing drawing, Ranking.Rank<ComparedAllocator> rank, int y, Axis axis, Look look) {
    Estimate overTraces = Statistics.geometricMean(values.get(rank.element()));
    if (overTraces.hasInterval()) {
      drawing.add(
          new Mark.Interval(
              overTraces.low(),
              overTraces.high(),
              y,
              axis,
              look.color(),
              new BasicStroke(look.emphasized() ? 3 : 2)));
    }
    if (rank.mean().value() > axis.max()) return;
    drawing.add(
        new Mark.Point(
            rank.mean().value(), y, look.shape(), look.color(), look.emphasized() ? 15 : 13, true));
  }

  /// The values on the traces that the mean leaves out.
  private double[] others(ComparedAllocator allocator) {
    List<TraceResults> others =
        results.traces().stream().filter(trace -> !compared.contains(trace)).toList();
    return Arrays.stream(ExperimentResults.values(allocator, metric, others))
        .filter(value -> value > 0)
        .toArray();
  }

  private static double lowest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).min().orElse(1);
  }
}
