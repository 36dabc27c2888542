package org.heaplab.report.figure;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// One option of the handle heap as a line on the space–time plane, among the others as points.
///
/// @param prefix what the names of the variants begin with; the option's value follows
/// @param option what the option is called
record Frontier(String prefix, String option) {
  private static final int RIGHT = 130;
  private static final double ABOVE_LOWEST = 0.02;

  private record Place(Allocator allocator, Estimate time, Estimate space) {
    boolean exists() {
      return time.exists() && space.exists();
    }
  }

  Optional<Drawing> draw(Experiment whole, Palette palette) {
    Experiment experiment = whole.timed();
    List<Place> places =
        experiment.allocators().stream()
            .filter(allocator -> !allocator.doesNothing())
            .map(allocator -> place(experiment, allocator))
            .filter(Place::exists)
            .toList();
    List<Place> line =
        places.stream()
            .filter(this::isOnLine)
            .sorted(Comparator.comparingDouble(this::value))
            .toList();
    if (line.size() < 2) return Optional.empty();

    double[] ratios = places.stream().mapToDouble(place -> place.space().value()).toArray();
    double end = Axis.endFor(1, ratios);
    var drawing =
        new Drawing(
                "Memory against time as " + option + " varies",
                "Geometric means over %d traces; the numbers on the line are the %s"
                    .formatted(experiment.compared().size(), option),
                Drawing.HEIGHT,
                RIGHT)
            .xAxis(
                "nanoseconds per operation (logarithmic)",
                Axis.Logarithmic.around(
                    places.stream().mapToDouble(place -> place.time().value()).toArray(),
                    Numbers::tick))
            .yAxis(
                "mean footprint ÷ mean live bytes",
                new Axis.Linear(1 - ABOVE_LOWEST * (end - 1), end, Numbers::tick));
    drawing.add(curve(line, palette));
    Look lineLook = palette.of(line.getFirst().allocator());
    for (Place place : places) {
      addPoint(drawing, place, end, isOnLine(place) ? lineLook : palette.of(place.allocator()));
    }
    return Optional.of(drawing);
  }

  private static Place place(Experiment experiment, Allocator allocator) {
    return new Place(
        allocator,
        Statistics.geometricMean(experiment.values(allocator, Metric.NS_PER_OP::comparable)),
        Statistics.geometricMean(experiment.values(allocator, Metric.MEAN_RATIO::comparable)));
  }

  private boolean isOnLine(Place place) {
    return place.allocator().name().startsWith(prefix);
  }

  private double value(Place place) {
    return Double.parseDouble(place.allocator().name().substring(prefix.length()));
  }

  private static Mark curve(List<Place> line, Palette palette) {
    Look look = palette.of(line.getFirst().allocator());
    return new Mark.Curve(
        line.stream().mapToDouble(place -> place.time().value()).toArray(),
        line.stream().mapToDouble(place -> place.space().value()).toArray(),
        look.color(),
        new BasicStroke(2));
  }

  private void addPoint(Drawing drawing, Place place, double end, Look look) {
    double x = place.time().value();
    double y = place.space().value();
    if (y > end) return;
    boolean onLine = isOnLine(place);
    drawing.add(new Mark.Point(x, y, look.shape(), look.color(), onLine ? 9 : 13, true));
    String name = onLine ? Numbers.tick(value(place)) : place.allocator().name();
    drawing.add(
        new Mark.Text(
            name,
            x,
            y,
            onLine ? -10 : 12,
            0,
            onLine ? 1 : 0,
            onLine ? Lettering.SMALL : Lettering.LABEL,
            look.emphasized(),
            Ink.TEXT));
  }
}
