package org.heaplab.report.figure;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// Time against space: a point for each allocator.
final class SpaceTimePlane {
  private static final int RIGHT = 40;

  private SpaceTimePlane() {}

  /// @param time nanoseconds an operation
  /// @param space mean footprint over mean live bytes
  record Place(Allocator allocator, Estimate time, Estimate space) {}

  static Optional<Drawing> ofTrace(Subject subject, Palette palette) {
    return draw(
        Optional.empty(),
        subject.trace(),
        "Median time an operation, and memory held on average",
        subject.cells().stream().map(Cell::allocator).toList(),
        allocator -> subject.cell(allocator).map(SpaceTimePlane::timeOf).orElseThrow(),
        allocator -> subject.cell(allocator).map(SpaceTimePlane::spaceOf).orElseThrow(),
        palette);
  }

  static Optional<Drawing> overall(Experiment all, Palette palette) {
    return overall(all, palette, Optional.empty());
  }

  /// With some variants of an allocator as a line among the others. What the traces differ in is
  /// the same for all of a line, so intervals over the traces would only hide it.
  static BiFunction<Experiment, Palette, Optional<Drawing>> with(VariedLine line) {
    return (all, palette) -> overall(all, palette, Optional.of(line));
  }

  private static Optional<Drawing> overall(
      Experiment all, Palette palette, Optional<VariedLine> line) {
    Experiment experiment = all.timed();
    int traces = experiment.compared().size();
    return draw(
        line,
        line.map(VariedLine::heading).orElse("Space and time"),
        "Geometric means over "
            + traces
            + (traces == 1 ? " trace" : " traces")
            + line.map(VariedLine::what).orElse(", with 95 % intervals"),
        experiment.allocators(),
        allocator ->
            Statistics.geometricMean(experiment.values(allocator, cell -> timeOf(cell).value())),
        allocator ->
            Statistics.geometricMean(experiment.values(allocator, cell -> spaceOf(cell).value())),
        palette);
  }

  private static Estimate timeOf(Cell cell) {
    return Statistics.median(cell.comparesInTime() ? cell.nanosPerOperation() : new double[0]);
  }

  private static Estimate spaceOf(Cell cell) {
    double ratio = Metric.MEAN_RATIO.comparable(cell);
    return Statistics.median(ratio > 0 ? new double[] {ratio} : new double[0]);
  }

  private static Optional<Drawing> draw(
      Optional<VariedLine> line,
      String heading,
      String subheading,
      List<Allocator> allocators,
      Function<Allocator, Estimate> time,
      Function<Allocator, Estimate> space,
      Palette palette) {
    var places = new ArrayList<Place>();
    for (Allocator allocator : allocators) {
      var place = new Place(allocator, time.apply(allocator), space.apply(allocator));
      if (place.time().exists() && place.space().exists()) places.add(place);
    }
    if (places.isEmpty()) return Optional.empty();

    double[] ratios = places.stream().mapToDouble(place -> place.space().value()).toArray();
    double end = Axis.endFor(1, places, Place::allocator, place -> place.space().value());
    double low = Math.min(1, Arrays.stream(ratios).min().orElse(1));
    double harness = harness(allocators, time);
    DoubleStream times = places.stream().mapToDouble(place -> place.time().value());
    Axis timeAxis =
        Axis.Logarithmic.around(
            DoubleStream.concat(times, DoubleStream.of(harness)).toArray(), Numbers::tick);
    var drawing =
        new Drawing(heading, subheading, Drawing.HEIGHT, RIGHT)
            .xAxis("nanoseconds per operation (logarithmic)", timeAxis)
            .yAxis(
                "mean footprint ÷ mean live bytes",
                new Axis.Linear(low - (end - low) * 0.06, end + (end - low) * 0.06, Numbers::tick));
    drawing.add(new Plane(places, line, harness, low, end, timeAxis, palette));
    return Optional.of(drawing);
  }

  /// What the replay itself costs.
  private static double harness(List<Allocator> allocators, Function<Allocator, Estimate> time) {
    return allocators.stream()
        .filter(Allocator::doesNothing)
        .mapToDouble(allocator -> time.apply(allocator).value())
        .findFirst()
        .orElse(Double.NaN);
  }
}
