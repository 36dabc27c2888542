package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.OffTheScale;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.SignedRanks;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.Variants;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// What changing one design choice does: a row for each variant of the experiment's subject, its
/// metric against that of the subject, trace by trace.
final class VariantsPlot {
  private static final int LABEL_WIDTH = 240;

  /// Pixels between a label and its row, and between two lines of one label.
  private static final int LABEL_GAP = 14;

  private static final int RIGHT = 190;
  private static final double ROW = 30;

  private static final Color WORSE = new Color(0xD6301F);
  private static final Color BETTER = new Color(0x14907A);
  private static final Color TIED = new Color(0x70757F);

  /// What is found by chance less often than this is a finding, with all rows of the figure.
  private static final double LIMIT = 1 - Statistics.CONFIDENCE;

  /// @param changes one for each trace
  /// @param mean of the changes
  /// @param none what no change is
  /// @param ranks of the changes; at last with their chance corrected for the number of rows
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Row(
      ComparedAllocator allocator,
      double[] changes,
      Estimate mean,
      double none,
      SignedRanks ranks) {
    Row withChance(double chance) {
      return new Row(allocator, changes, mean, none, ranks.withChance(chance));
    }

    /// The option that the variant differs in.
    String choice() {
      String changed = Variants.options(allocator);
      return changed.substring(0, Math.max(0, changed.indexOf('=')));
    }

    /// Whether the variant cannot be told from the subject, or is as good as equal.
    boolean isTied() {
      return side() == 0;
    }

    private int side() {
      boolean equal = none == 1 && Math.abs(mean.value() - 1) < Estimate.AS_GOOD_AS_EQUAL;
      return ranks.chance() < LIMIT && !equal ? (int) Math.signum(ranks.effect()) : 0;
    }

    Color color() {
      return switch (side()) {
        case 1 -> WORSE;
        case -1 -> BETTER;
        default -> TIED;
      };
    }
  }

  private final Metric metric;
  private final Variants variants;
  private final boolean difference;

  private VariantsPlot(Metric metric, Variants variants) {
    this.metric = metric;
    this.variants = variants;
    this.difference = variants.isDifference(metric);
  }

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results, Palette palette) {
    return Variants.of(results)
        .flatMap(variants -> new VariantsPlot(plan.metric(), variants).draw());
  }

  private Optional<Drawing> draw() {
    double[] of = variants.results().values(variants.subject(), metric);
    List<Row> rows = rows();
    if (rows.isEmpty()) return Optional.empty();
    double none = difference ? 0 : 1;
    double[] all = rows.stream().flatMapToDouble(row -> Arrays.stream(row.changes())).toArray();
    double low = Math.min(none - 0.02, Arrays.stream(all).min().orElse(none) - 0.01);
    double high = Math.max(none + 0.02, Axis.endFor(low, all));
    var axis = new Axis.Linear(low, high, TickText::of);
    String usual = variants.subject().name();
    var drawing =
        new Drawing(
                metric.sentenceTitle() + " with one design choice changed",
                "Rings: %d traces; points: %s mean, 95 %% interval; red worse, green better, grey a tie (signed ranks, Holm); %s: %s"
                    .formatted(
                        of.length,
                        difference ? "arithmetic" : "geometric",
                        usual,
                        metric.unit().format(variants.mean(metric).overTraces(of).value())),
                Drawing.heightOfRows(rows.size(), ROW),
                RIGHT)
            .xAxis(metric.title() + (difference ? " − " : " ÷ ") + "that of " + usual, axis)
            .rows(rows.size(), LABEL_WIDTH);
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).choice().equals(rows.get(i - 1).choice())) continue;
      drawing.add(new Mark.Segment(low, 0.5 - i, high, 0.5 - i, Ink.GRID, new BasicStroke(1)));
    }
    drawing.add(
        new Mark.Segment(none, 0.5, none, 0.5 - rows.size(), Ink.AXIS, new BasicStroke(1.4f)));
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int y = -i;
      drawing.of(row.allocator(), () -> add(drawing, row, y, axis));
    }
    return Optional.of(drawing);
  }

  private List<Row> rows() {
    List<Row> rows =
        variants.others().stream().map(this::row).filter(row -> row.mean().exists()).toList();
    double[] chances =
        SignedRanks.corrected(rows.stream().mapToDouble(row -> row.ranks().chance()).toArray());
    return IntStream.range(0, rows.size())
        .mapToObj(i -> rows.get(i).withChance(chances[i]))
        .toList();
  }

  /// Ratios are compared by their logarithms, so that twice and half are as far away.
  private Row row(ComparedAllocator variant) {
    double[] changes = variants.changes(variant, metric);
    double[] compared = difference ? changes : Arrays.stream(changes).map(Math::log).toArray();
    Estimate mean = variants.mean(metric).overTraces(changes);
    return new Row(variant, changes, mean, difference ? 0 : 1, SignedRanks.of(compared));
  }

  private String written(double change) {
    return difference ? TickText.difference(change) : Unit.RATIO.format(change);
  }

  /// Options that are too long for one line stand on two, in smaller letters.
  private static void addLabel(Drawing drawing, String options, double x, int y) {
    double width = Lettering.width(options, Lettering.of(Lettering.LABEL, false));
    int middle = options.indexOf(',', options.length() / 2) + 1;
    boolean isLong = width > LABEL_WIDTH - LABEL_GAP && middle > 0;
    List<String> lines =
        isLong
            ? List.of(options.substring(0, middle), options.substring(middle))
            : List.of(options);
    float size = isLong ? Lettering.SMALL : Lettering.LABEL;
    for (int i = 0; i < lines.size(); i++) {
      double down = (i - (lines.size() - 1) / 2.0) * LABEL_GAP;
      drawing.add(new Mark.Text(lines.get(i), x, y, -LABEL_GAP, down, 1, size, false, Ink.TEXT));
    }
  }

  private void add(Drawing drawing, Row row, int y, Axis axis) {
    addLabel(drawing, Variants.options(row.allocator()), axis.min(), y);
    for (double change : row.changes()) {
      if (change > axis.max()) continue;
      drawing.add(
          new Mark.Point(change, y, Look.Shape.CIRCLE, Drawing.faded(row.color(), 130), 8, false));
    }
    Estimate mean = row.mean();
    if (mean.hasInterval()) {
      drawing.add(
          new Mark.Interval(mean.low(), mean.high(), y, axis, row.color(), new BasicStroke(2)));
    }
    if (mean.value() <= axis.max()) {
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
