package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Bursts;
import org.heaplab.report.statistics.Bursts.Line;
import org.heaplab.report.statistics.Bursts.Place;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Unit;

/// What a block costs its client over its life, against how often the client comes back to it: with
/// handles, and with the native allocators that the experiment names, in cache and out of it.
final class BurstsPlot {
  private static final int POINTS = 61;
  private static final float[] DASH = {6, 4};

  private final Palette palette;
  private final Bursts bursts;

  private BurstsPlot(Palette palette, Bursts bursts) {
    this.palette = palette;
    this.bursts = bursts;
  }

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults results, Palette palette) {
    return Bursts.of(results).map(bursts -> new BurstsPlot(palette, bursts).draw(plan));
  }

  private Drawing draw(FigurePlan plan) {
    double[] x = IntStream.range(0, POINTS).mapToDouble(BurstsPlot::burstsAt).toArray();
    double[] all =
        bursts.places().stream()
            .flatMap(BurstsPlot::lines)
            .flatMap(line -> Stream.of(line.at(Bursts.FEWEST), line.at(Bursts.MOST)))
            .mapToDouble(value -> value.value())
            .toArray();
    Axis yAxis = Axis.around(all, value -> TickText.of(value, Unit.NANOS));
    var entries = new ArrayList<Legend.Entry>();
    for (Place place : bursts.places()) {
      lines(place).forEach(line -> entries.add(entry(place, line)));
    }
    var legend = new Legend("a burst", entries);
    var drawing =
        new Drawing(
                plan.title(),
                "Geometric mean over %s; bands: 95 %% intervals over processes and rounds of locks"
                    .formatted(TraceGroup.words(bursts.traces())),
                legend.height(),
                legend.width())
            .xAxis(
                plan.xTitle("bursts of accesses to each block (logarithmic)"),
                new Axis.Logarithmic(Bursts.FEWEST, Bursts.MOST, TickText::of))
            .yAxis(yAxis.title(plan.yTitle("time for each block")), yAxis);
    for (Place place : bursts.places()) {
      lines(place).forEach(line -> addBand(drawing, line, x));
    }
    for (Place place : bursts.places()) {
      lines(place).forEach(line -> drawing.add(curve(line, x, stroke(place, line))));
    }
    int height = 0;
    for (Place place : bursts.places()) {
      for (Line rival : place.rivals()) {
        if (addCrossing(drawing, place.subject(), rival, yAxis.min(), height)) height++;
      }
    }
    return drawing.add(legend);
  }

  private static double burstsAt(int point) {
    return Bursts.FEWEST * Math.pow(Bursts.MOST / Bursts.FEWEST, (double) point / (POINTS - 1));
  }

  private static Stream<Line> lines(Place place) {
    return Stream.concat(Stream.of(place.subject()), place.rivals().stream());
  }

  private boolean isInCache(Place place) {
    return place.blocks() == bursts.places().getFirst().blocks();
  }

  /// Out of cache, lines are dashed.
  private BasicStroke stroke(Place place, Line line) {
    float width = palette.of(line.allocator()).emphasized() ? 3 : 2;
    return isInCache(place)
        ? new BasicStroke(width)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, DASH, 0);
  }

  private Legend.Entry entry(Place place, Line line) {
    Look look = palette.of(line.allocator());
    String where = " over %s blocks".formatted(Unit.COUNT.format((double) place.blocks()));
    return new Legend.Entry(
        line.allocator().name() + where,
        Unit.NANOS.format(line.burst().estimate().value()),
        new Look(look.color(), stroke(place, line), look.shape(), look.emphasized()),
        look.color());
  }

  private Mark curve(Line line, double[] x, BasicStroke stroke) {
    double[] y = IntStream.range(0, x.length).mapToDouble(i -> line.at(x[i]).value()).toArray();
    return new Mark.Curve(x, y, palette.of(line.allocator()).color(), stroke);
  }

  private void addBand(Drawing drawing, Line line, double[] x) {
    double[] low = IntStream.range(0, x.length).mapToDouble(i -> line.at(x[i]).low()).toArray();
    double[] high = IntStream.range(0, x.length).mapToDouble(i -> line.at(x[i]).high()).toArray();
    drawing.add(
        new Mark.Band(x, low, high, Drawing.faded(palette.of(line.allocator()).color(), 45)));
  }

  /// Where the subject's line crosses a rival's, with a line down to the axis.
  ///
  /// @param height of the label above the axis, in rows
  /// @return whether it crosses it
  private boolean addCrossing(
      Drawing drawing, Line subject, Line rival, double bottom, int height) {
    double x = subject.crossing(rival).value();
    if (!(x > Bursts.FEWEST && x < Bursts.MOST)) return false;
    double y = subject.at(x).value();
    Look look = palette.of(rival.allocator());
    drawing.add(new Mark.Segment(x, bottom, x, y, Ink.AXIS, new BasicStroke(1)));
    drawing.add(new Mark.Point(x, y, Look.Shape.CIRCLE, look.color(), 12, false));
    drawing.add(
        new Mark.Text(
            "as %s at %s".formatted(rival.allocator().name(), Unit.RATIO.format(x)),
            x,
            bottom,
            6,
            -12 - 17 * height,
            0,
            Lettering.SMALL,
            false,
            Ink.TEXT));
    return true;
  }
}
