package org.heaplab.report.workload;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.OffTheScale;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;

/// What allocators need for fitted workloads over what they need for the traces: a row for each
/// trace, a point for each allocator, and between two lines what counts as alike.
public final class ResemblancePlot {
  private static final int NAMES = 190;
  private static final double ROW = 26;
  private static final double SIZE = 11;

  /// Allocators in one row stand this far apart, in rows.
  private static final double STEP = 0.16;

  /// The axis shows at least so much on both sides of 1, and at most so much.
  private static final double LEAST_REACH = 0.15;

  private static final double MOST_REACH = 0.6;

  private final List<Resemblance> pairs;
  private final List<ComparedAllocator> allocators;
  private final Metric metric;
  private final Palette palette;

  private ResemblancePlot(
      List<Resemblance> pairs, List<ComparedAllocator> allocators, Metric metric, Palette palette) {
    this.pairs = pairs;
    this.allocators = allocators;
    this.metric = metric;
    this.palette = palette;
  }

  public static Optional<Drawing> draw(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    List<Resemblance> pairs = Resemblance.of(results);
    if (pairs.isEmpty()) return Optional.empty();
    return Optional.of(
        new ResemblancePlot(pairs, results.allocators(), plan.metric(), palette).draw(plan));
  }

  private Drawing draw(FigurePlan plan) {
    double reach = reach();
    var axis = new Axis.Linear(1 - reach, 1 + reach, TickText::of);
    var legend = new Legend("alike", allocators.stream().map(this::entry).toList());
    var drawing =
        new Drawing(
                metric.sentenceTitle() + " of fitted workloads over that of their traces",
                "Between the two lines it differs by at most %.0f %%"
                    .formatted(100 * Resemblance.RATIO),
                Math.max(legend.height(), Drawing.heightOfRows(pairs.size(), ROW)),
                legend.width())
            .xAxis(
                plan.xTitle(
                    "%s, fitted ÷ trace".formatted(metric.title().toLowerCase(Locale.ROOT))),
                axis)
            .rows(pairs.size(), NAMES);
    for (double limit : new double[] {1 - Resemblance.RATIO, 1, 1 + Resemblance.RATIO}) {
      drawing.add(
          new Mark.Segment(
              limit,
              0.5,
              limit,
              0.5 - pairs.size(),
              Ink.AXIS,
              new BasicStroke(limit == 1 ? 1.6f : 1)));
    }
    for (int i = 0; i < pairs.size(); i++) add(drawing, pairs.get(i), -i, axis);
    return drawing.add(legend);
  }

  private double reach() {
    double farthest = ratios().map(ratio -> Math.abs(ratio - 1)).max(Double::compare).orElse(0.0);
    return Math.clamp(farthest * 1.1, LEAST_REACH, MOST_REACH);
  }

  private Stream<Double> ratios() {
    return pairs.stream()
        .flatMap(pair -> allocators.stream().map(one -> pair.ratio(one, metric)))
        .filter(Double::isFinite);
  }

  private void add(Drawing drawing, Resemblance pair, int y, Axis axis) {
    drawing.add(
        new Mark.Text(pair.name(), axis.min(), y, -14, 0, 1, Lettering.LABEL, false, Ink.TEXT));
    for (int i = 0; i < allocators.size(); i++) {
      ComparedAllocator allocator = allocators.get(i);
      double ratio = pair.ratio(allocator, metric);
      if (!Double.isFinite(ratio)) continue;
      double at = y + STEP * ((allocators.size() - 1) / 2.0 - i);
      Look look = palette.of(allocator);
      drawing.of(
          allocator,
          () ->
              drawing.add(
                  ratio > axis.max()
                      ? new OffTheScale(axis.max(), at, look.color())
                      : new Mark.Point(
                          Math.max(ratio, axis.min()),
                          at,
                          look.shape(),
                          look.color(),
                          SIZE,
                          true)));
    }
  }

  private Legend.Entry entry(ComparedAllocator allocator) {
    long alike =
        pairs.stream()
            .filter(pair -> Math.abs(pair.ratio(allocator, metric) - 1) <= Resemblance.RATIO)
            .count();
    Look look = palette.of(allocator);
    return new Legend.Entry(
        allocator.name(), "%d of %d".formatted(alike, pairs.size()), look, look.color());
  }
}
