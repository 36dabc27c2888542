package org.heaplab.report.latency;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.figure.FigureKind;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;

/// Latencies of the operations of one kind by percentile, on an axis of nines: a line for each
/// allocator, over the traces. What the clock costs is a grey ground: nothing shorter was measured.
public final class LatencyOfKind {
  /// A kind of figures for each kind of operations.
  public static final Map<String, FigureKind<ExperimentResults>> KINDS =
      Arrays.stream(OperationKind.values())
          .collect(Collectors.toMap(kind -> "latency-of-" + kind.key(), LatencyOfKind::figure));

  /// The percentile that lines are sorted by.
  private static final Percentile TOLD = Percentile.P99;

  private final List<OperationTimes> lines;
  private final Palette palette;

  private LatencyOfKind(List<OperationTimes> lines, Palette palette) {
    this.lines = lines;
    this.palette = palette;
  }

  private static FigureKind<ExperimentResults> figure(OperationKind kind) {
    return (plan, results, palette) -> draw(kind, plan, results, palette);
  }

  private static Optional<Drawing> draw(
      OperationKind kind, FigurePlan plan, ExperimentResults results, Palette palette) {
    List<OperationTimes> lines =
        OperationTimes.of(results, kind).stream()
            .filter(line -> !line.percentiles().isEmpty())
            .sorted(Comparator.comparingDouble(LatencyOfKind::told))
            .toList();
    if (lines.isEmpty()) return Optional.empty();
    String over = TraceGroup.words(OperationTimes.traces(results));
    return Optional.of(new LatencyOfKind(lines, palette).draw(plan, over));
  }

  /// Lines without it come last.
  private static double told(OperationTimes line) {
    Estimate value = line.percentiles().get(TOLD);
    return value == null ? Double.MAX_VALUE : value.value();
  }

  private Drawing draw(FigurePlan plan, String over) {
    double nines =
        percentiles().map(Map.Entry::getKey).mapToDouble(Percentile::nines).max().orElse(1);
    double clock =
        lines.stream()
            .mapToDouble(line -> line.clock().value())
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    Axis times = LatencyAxes.ofTimes(values(clock).min().orElse(1), values(clock).max().orElse(1));
    var legend = new Legend("99 %", lines.stream().map(this::entry).toList());
    var drawing =
        new Drawing(
                plan.title(),
                "Geometric mean over %s; bars: 95 %% intervals over processes".formatted(over),
                legend.height(),
                legend.width())
            .xAxis(
                plan.xTitle("share of operations that take at most so long"),
                LatencyAxes.ofShares(nines))
            .yAxis(plan.yTitle("latency"), times);
    addClock(drawing, nines, clock);
    for (int i = lines.size() - 1; i >= 0; i--) add(drawing, lines.get(i), times);
    return drawing.add(legend);
  }

  private Stream<Map.Entry<Percentile, Estimate>> percentiles() {
    return lines.stream().flatMap(line -> line.percentiles().entrySet().stream());
  }

  /// What the axis of times must show.
  private DoubleStream values(double clock) {
    return DoubleStream.concat(
            DoubleStream.of(clock),
            percentiles()
                .map(Map.Entry::getValue)
                .flatMapToDouble(value -> DoubleStream.of(value.low(), value.high())))
        .filter(nanos -> nanos >= 1);
  }

  private Legend.Entry entry(OperationTimes line) {
    Estimate told = line.percentiles().get(TOLD);
    String number = told == null ? Unit.MISSING : Unit.NANOS.format(told.value());
    return new Legend.Entry(line.allocator().name(), number, palette.of(line.allocator()), null);
  }

  private static void addClock(Drawing drawing, double nines, double clock) {
    if (clock < 1) return;
    double[] height = LatencyAxes.logarithms(new double[] {clock, clock});
    drawing.add(new Mark.Area(new double[] {0, Math.max(1, nines)}, height, Ink.GRID));
    drawing.add(
        new Mark.Text(
            "the clock alone: " + Unit.NANOS.format(clock),
            0,
            height[0],
            8,
            10,
            0,
            Lettering.SMALL,
            false,
            Ink.FAINT_TEXT));
  }

  private void add(Drawing drawing, OperationTimes line, Axis times) {
    Look look = palette.of(line.allocator());
    double[] nines = line.percentiles().keySet().stream().mapToDouble(Percentile::nines).toArray();
    double[] nanos = line.percentiles().values().stream().mapToDouble(Estimate::value).toArray();
    double[] heights = LatencyAxes.logarithms(nanos);
    drawing.add(new Mark.Curve(nines, heights, look.color(), look.stroke()));
    int at = 0;
    for (Estimate value : line.percentiles().values()) {
      if (value.hasInterval()) {
        double[] ends = LatencyAxes.logarithms(new double[] {value.low(), value.high()});
        var thin = new BasicStroke(1.4f);
        drawing.add(new Mark.Upright(nines[at], ends[0], ends[1], times, look.color(), thin));
      }
      double size = look.emphasized() ? 10 : 8;
      drawing.add(new Mark.Point(nines[at], heights[at], look.shape(), look.color(), size, true));
      at++;
    }
  }
}
