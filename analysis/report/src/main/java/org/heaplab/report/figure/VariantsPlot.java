package org.heaplab.report.figure;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.OffTheScale;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Look;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Ink;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Axis;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// What changing one design choice does: a row for each variant, its metric against that of the
/// usual heap, trace by trace.
///
/// @param usual the name of the heap that the others are variants of
record VariantsPlot(Metric metric, String usual) {
  private static final int LABEL_WIDTH = 190;
  private static final int RIGHT = 190;
  private static final double ROW = 30;

  private static final Color WORSE = new Color(0xD6301F);
  private static final Color BETTER = new Color(0x14907A);
  private static final Color TIED = new Color(0x70757F);

  /// @param changes one for each trace
  /// @param mean of the changes
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Row(Allocator allocator, double[] changes, Estimate mean, double none) {
    /// The option that the variant differs in.
    String choice() {
      String changed = changed();
      return changed.substring(0, Math.max(0, changed.indexOf('=')));
    }

    String changed() {
      return allocator.name().substring(allocator.base().length() + 1);
    }

    /// Whether the variant cannot be told from the usual heap, neither by the mean's interval nor
    /// by a sign test. The interval alone would let one trace that is far out hide what all of them
    /// agree on.
    boolean isTied() {
      return side() == 0;
    }

    private int side() {
      if (mean.low() > none) return 1;
      return mean.high() < none ? -1 : Statistics.side(changes, none);
    }

    Color color() {
      return switch (side()) {
        case 1 -> WORSE;
        case -1 -> BETTER;
        default -> TIED;
      };
    }
  }

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
            .toList();
    if (rows.isEmpty()) return Optional.empty();
    double none = rows.getFirst().none();
    double[] all = rows.stream().flatMapToDouble(row -> Arrays.stream(row.changes())).toArray();
    double low = Math.min(none - 0.02, Arrays.stream(all).min().orElse(none) - 0.01);
    double high = Math.max(none + 0.02, Axis.endFor(low, all));
    var axis = new Axis.Linear(low, high, Numbers::tick);
    var drawing =
        new Drawing(
                title(),
                "Rings: %d traces; points: %s mean, 95 %% interval; red: worse, green: better, grey: a tie; %s has %s"
                    .formatted(
                        of.length,
                        isDifference() ? "arithmetic" : "geometric",
                        usual,
                        Numbers.of(mean(of).value(), metric.unit())),
                140 + (int) (ROW * rows.size()),
                RIGHT)
            .xAxis(metric.title() + (isDifference() ? " − " : " ÷ ") + "that of " + usual, axis)
            .rows(rows.size(), LABEL_WIDTH);
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).choice().equals(rows.get(i - 1).choice())) continue;
      drawing.add(new Mark.Segment(low, 0.5 - i, high, 0.5 - i, Ink.GRID, new BasicStroke(1)));
    }
    drawing.add(
        new Mark.Segment(none, 0.5, none, 0.5 - rows.size(), Ink.AXIS, new BasicStroke(1.4f)));
    for (int i = 0; i < rows.size(); i++) add(drawing, rows.get(i), -i, axis);
    return Optional.of(drawing);
  }

  /// Shares may be nothing at all, and are compared by what they differ in.
  private boolean isDifference() {
    return metric == Metric.MOVED_SHARE;
  }

  private String title() {
    String name = metric.title();
    return name.substring(0, 1).toUpperCase(Locale.ROOT)
        + name.substring(1)
        + " with one design choice changed";
  }

  private Row row(Allocator allocator, double[] values, double[] of) {
    double[] changes =
        IntStream.range(0, of.length)
            .mapToDouble(i -> isDifference() ? values[i] - of[i] : values[i] / of[i])
            .toArray();
    return new Row(allocator, changes, mean(changes), isDifference() ? 0 : 1);
  }

  private Estimate mean(double[] values) {
    return isDifference() ? Statistics.mean(values) : Statistics.geometricMean(values);
  }

  private String written(double change) {
    return isDifference() ? Numbers.difference(change) : Numbers.ratio(change);
  }

  private void add(Drawing drawing, Row row, int y, Axis axis) {
    drawing.add(
        new Mark.Text(row.changed(), axis.min(), y, -14, 0, 1, Lettering.LABEL, false, Ink.TEXT));
    for (double change : row.changes()) {
      if (change > axis.max()) continue;
      drawing.add(
          new Mark.Point(change, y, Look.Shape.CIRCLE, Drawing.faded(row.color(), 130), 8, false));
    }
    Estimate mean = row.mean();
    if (mean.value() <= axis.max()) {
      drawing.add(
          new Mark.Segment(
              Math.max(axis.min(), mean.low()),
              y,
              Math.min(axis.max(), mean.high()),
              y,
              row.color(),
              new BasicStroke(2)));
      drawing.add(
          new Mark.Point(mean.value(), y, Look.Shape.DIAMOND, row.color(), 12, !row.isTied()));
    }
    double farthest = Arrays.stream(row.changes()).max().orElse(row.none());
    boolean outside = farthest > axis.max();
    if (outside) drawing.add(new OffTheScale(axis.max(), y, row.color()));
    String text =
        written(mean.value())
            + (row.isTied() ? ", tie" : "")
            + (outside ? ", to " + written(farthest) : "");
    drawing.add(
        new Mark.Text(text, axis.max(), y, 18, 0, 0, Lettering.SMALL, false, Ink.FAINT_TEXT));
  }
}
