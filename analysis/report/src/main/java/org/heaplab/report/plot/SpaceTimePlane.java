package org.heaplab.report.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// Time against space: a point for each allocator.
final class SpaceTimePlane {
  private static final int RIGHT = 40;

  /// With more allocators than this it is higher, so that there is room for each name.
  private static final int MANY = 16;

  private static final int HIGH = 860;

  private SpaceTimePlane() {}

  /// An allocator on the plane.
  ///
  /// @param time nanoseconds per operation
  /// @param space mean footprint over mean live bytes
  record Spot(ComparedAllocator allocator, Estimate time, Estimate space) {
    /// Its name and both values with their intervals, in lines.
    String words() {
      return "%s\n%s: %s\n%s: %s"
          .formatted(
              allocator.name(),
              Metrics.NS_PER_OP.title(),
              time.written(Metrics.NS_PER_OP.unit()),
              Metrics.MEAN_RATIO.title(),
              space.written(Metrics.MEAN_RATIO.unit()));
    }
  }

  static Optional<Drawing> ofTrace(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<Spot> spots =
        trace.cells().stream().map(one -> spotOf(one.allocator(), one.cell())).toList();
    return draw(
        Optional.empty(),
        trace.name(),
        "Median time per operation, and memory held on average",
        spots,
        palette);
  }

  /// Where the experiment varies an option, its steps are joined by a line, and there are no
  /// intervals: they would say how the traces differ, which is the same for all steps.
  static Optional<Drawing> overall(FigurePlan plan, ExperimentResults results, Palette palette) {
    Optional<VariedLine> line =
        Optional.ofNullable(results.experiment().varied()).map(VariedLine::new);
    List<TraceResults> traces = results.compared(Basis.TIME);
    List<Spot> spots =
        results.allocators().stream()
            .map(
                one ->
                    new Spot(
                        one,
                        mean(one, Metrics.NS_PER_OP, traces),
                        mean(one, Metrics.MEAN_RATIO, traces)))
            .toList();
    return draw(
        line,
        plan.title(),
        "Geometric means over %s%s"
            .formatted(
                TraceGroup.words(traces),
                line.map(one -> "; the numbers on a line are " + one.varied().option())
                    .orElse(", with 95 % intervals over traces")),
        spots,
        palette);
  }

  private static Spot spotOf(ComparedAllocator allocator, Cell cell) {
    return new Spot(
        allocator,
        Rounds.of(Metrics.NS_PER_OP, cell).estimate(),
        Rounds.of(Metrics.MEAN_RATIO, cell).estimate());
  }

  private static Estimate mean(
      ComparedAllocator allocator, Metric metric, List<TraceResults> traces) {
    return Statistics.geometricMean(ExperimentResults.values(allocator, metric, traces));
  }

  private static Optional<Drawing> draw(
      Optional<VariedLine> line,
      String heading,
      String subheading,
      List<Spot> all,
      Palette palette) {
    List<Spot> spots =
        all.stream()
            .filter(spot -> !spot.allocator().isHarness())
            .filter(spot -> spot.time().exists() && spot.space().exists())
            .toList();
    if (spots.isEmpty()) return Optional.empty();

    double[] ratios = spots.stream().mapToDouble(spot -> spot.space().value()).toArray();
    double end = Axis.endFor(1, spots, Spot::allocator, spot -> spot.space().value());
    double low = Math.min(1, Arrays.stream(ratios).min().orElse(1));
    List<Spot> harness = harness(all);
    Axis timeAxis =
        Axis.around(
            Stream.concat(spots.stream(), harness.stream())
                .mapToDouble(spot -> spot.time().value())
                .toArray(),
            TickText::of);
    var drawing =
        new Drawing(
                heading,
                subheading + unnamed(spots.size()),
                spots.size() > MANY ? HIGH : Drawing.HEIGHT,
                RIGHT)
            .xAxis(timeAxis.title("nanoseconds per operation"), timeAxis)
            .yAxis(
                "mean footprint ÷ mean live bytes",
                new Axis.Linear(low - (end - low) * 0.06, end + (end - low) * 0.06, TickText::of));
    drawing.add(new Plane(spots, line, harness, low, end, timeAxis, palette));
    return Optional.of(drawing);
  }

  private static String unnamed(int spots) {
    return spots > Plane.MOST_NAMES ? "; named: the front and the least of each family" : "";
  }

  /// What the replay itself costs in Java and in C: the times of the allocators that do nothing.
  private static List<Spot> harness(List<Spot> spots) {
    return spots.stream()
        .filter(spot -> spot.allocator().isHarness() && spot.time().exists())
        .toList();
  }
}
