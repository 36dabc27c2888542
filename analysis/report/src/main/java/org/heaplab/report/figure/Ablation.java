package org.heaplab.report.figure;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// What changing one option does: a row for each variant, its metric over that of the usual heap,
/// trace by trace.
///
/// @param usual the name of the heap that the others are variants of
record Ablation(Metric metric, String usual) {
  private static final int LABEL_WIDTH = 230;
  private static final int RIGHT = 150;
  private static final double ROW = 34;

  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Row(Allocator allocator, double[] ratios, Estimate mean) {}

  Optional<Drawing> draw(Experiment whole, Palette palette) {
    Experiment experiment = metric == Metric.NS_PER_OP ? whole.timed() : whole;
    Optional<Allocator> base =
        experiment.allocators().stream().filter(one -> one.name().equals(usual)).findFirst();
    if (base.isEmpty()) return Optional.empty();
    double[] of = experiment.values(base.get(), metric::comparable);
    List<Row> rows =
        experiment.allocators().stream()
            .filter(one -> !one.equals(base.get()))
            .map(one -> row(one, experiment.values(one, metric::comparable), of))
            .filter(row -> row.mean().exists())
            .sorted(Comparator.comparing(row -> row.allocator().name()))
            .toList();
    if (rows.isEmpty()) return Optional.empty();
    double[] all = rows.stream().flatMapToDouble(row -> Arrays.stream(row.ratios())).toArray();
    double low = Math.min(0.98, Arrays.stream(all).min().orElse(1) - 0.01);
    double high = Math.max(1.02, Axis.endFor(1, all));
    var axis = new Axis.Linear(low, high, Numbers::tick);
    var drawing =
        new Drawing(
                title(),
                "Over that of the usual heap. Rings: single traces; points: geometric mean, 95 % interval",
                140 + (int) (ROW * rows.size()),
                RIGHT)
            .xAxis(metric.title() + " ÷ that of " + usual, axis)
            .rows(rows.size(), LABEL_WIDTH);
    drawing.add(new Mark.Segment(1, 0.5, 1, -rows.size() + 0.5, Ink.AXIS, new BasicStroke(1.4f)));
    for (int i = 0; i < rows.size(); i++) add(drawing, rows.get(i), -i, axis, palette);
    return Optional.of(drawing);
  }

  private String title() {
    String name = metric.title();
    return name.substring(0, 1).toUpperCase(Locale.ROOT)
        + name.substring(1)
        + " with one option changed";
  }

  private static Row row(Allocator allocator, double[] values, double[] of) {
    double[] ratios = new double[of.length];
    for (int i = 0; i < of.length; i++) ratios[i] = values[i] / of[i];
    return new Row(allocator, ratios, Statistics.geometricMean(ratios));
  }

  private static void add(Drawing drawing, Row row, int y, Axis axis, Palette palette) {
    Look look = palette.of(row.allocator());
    drawing.add(RowName.of(row.allocator(), y, palette));
    double farthest = 1;
    for (double ratio : row.ratios()) {
      farthest = Math.max(farthest, ratio);
      if (ratio > axis.max()) continue;
      drawing.add(
          new Mark.Point(ratio, y, Look.Shape.CIRCLE, Drawing.faded(look.color(), 150), 9, false));
    }
    Estimate mean = row.mean();
    if (mean.value() <= axis.max()) {
      drawing.add(
          new Mark.Segment(
              Math.max(axis.min(), mean.low()),
              y,
              Math.min(axis.max(), mean.high()),
              y,
              look.color(),
              new BasicStroke(2)));
      drawing.add(new Mark.Point(mean.value(), y, look.shape(), look.color(), 13, true));
    }
    boolean outside = farthest > axis.max();
    if (outside) drawing.add(new OffTheScale(axis.max(), y, look.color()));
    String text = Numbers.ratio(mean.value()) + (outside ? ", to " + Numbers.ratio(farthest) : "");
    drawing.add(
        new Mark.Text(text, axis.max(), y, 18, 0, 0, Lettering.SMALL, false, Ink.FAINT_TEXT));
  }
}
