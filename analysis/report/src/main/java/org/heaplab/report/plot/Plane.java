package org.heaplab.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.CutEnd;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Frame;
import org.heaplab.report.drawing.LabelPlacement;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.PageGraphics;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Pareto;
import org.heaplab.results.metric.Unit;

/// The points of a space–time plane with their intervals, names and Pareto front.
///
/// @param line which of them are on lines
/// @param harness allocators that do nothing: what the replay itself takes
/// @param end the largest ratio of the axis; a spot beyond it is drawn at the upper edge with its
///   value
record Plane(
    List<SpaceTimePlane.Spot> spots,
    Optional<VariedLine> line,
    List<SpaceTimePlane.Spot> harness,
    double low,
    double end,
    Axis timeAxis,
    Palette palette)
    implements Mark {
  private static final BasicStroke FRONT =
      new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, new float[] {7, 4}, 0);
  private static final BasicStroke DOTTED =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, new float[] {2, 4}, 0);

  /// A name that is as many pixels away from its point is joined to it by a line.
  private static final double LEADER_FROM = 18;

  /// There is room for so many names.
  static final int MOST_NAMES = 24;

  @Override
  public void paint(Graphics2D g, Frame frame) {
    var labels =
        new LabelPlacement(frame.plot(), spots.stream().map(spot -> at(spot, frame)).toList());
    for (var floor : harness) paintOf(g, floor, () -> paintHarness(g, frame, floor, labels));
    paintFront(g, frame);
    if (line.isEmpty()) {
      for (var spot : spots) paintOf(g, spot, () -> paintIntervals(g, frame, spot, labels));
    }
    line.ifPresent(joined -> paintLine(g, frame, joined));
    for (var spot : spots) paintOf(g, spot, () -> paintPoint(g, frame, spot));
    named().stream()
        .sorted(Comparator.comparing(spot -> !look(spot).emphasized()))
        .forEach(spot -> paintOf(g, spot, () -> paintName(g, frame, spot, labels)));
  }

  private static void paintOf(Graphics2D g, SpaceTimePlane.Spot spot, Runnable painting) {
    PageGraphics.of(g, spot.allocator().name(), painting);
  }

  private void paintHarness(
      Graphics2D g, Frame frame, SpaceTimePlane.Spot floor, LabelPlacement labels) {
    double nanos = floor.time().value();
    if (!(nanos >= timeAxis.min() && nanos <= timeAxis.max())) return;
    Rectangle2D plot = frame.plot();
    double x = frame.x(nanos);
    g.setColor(Ink.AXIS);
    g.setStroke(DOTTED);
    g.draw(new Line2D.Double(x, plot.getMinY(), x, plot.getMaxY()));
    Font font = Lettering.of(Lettering.SMALL, false);
    String name = floor.allocator().name() + " (harness alone)";
    double y = plot.getMinY() + 14 + 20 * harness.indexOf(floor);
    Lettering.writeOverLines(g, name, x + 6, y, font, Ink.FAINT_TEXT);
    labels.avoid(new Rectangle2D.Double(x, y - 14, Lettering.width(name, font) + 8, 20));
  }

  private List<SpaceTimePlane.Spot> front() {
    return Pareto.front(spots, spot -> spot.time().value(), spot -> spot.space().value());
  }

  /// Those whose names are written. Of too many, these are the ones on the front, what the figure
  /// is about, and the member of each family that takes the least space; a page tells the others.
  private List<SpaceTimePlane.Spot> named() {
    if (spots.size() <= MOST_NAMES) return spots;
    var best = new HashMap<String, SpaceTimePlane.Spot>();
    for (var spot : spots) {
      best.merge(
          Palette.familyOf(spot.allocator()),
          spot,
          (one, other) -> other.space().value() < one.space().value() ? other : one);
    }
    var front = front();
    return spots.stream()
        .filter(
            spot ->
                front.contains(spot)
                    || look(spot).emphasized()
                    || isOnLine(spot)
                    || best.containsValue(spot))
        .toList();
  }

  private void paintFront(Graphics2D g, Frame frame) {
    List<SpaceTimePlane.Spot> front = front();
    var steps = new Path2D.Double();
    Point2D first = at(front.getFirst(), frame);
    steps.moveTo(first.getX(), frame.plot().getMinY());
    double y = first.getY();
    steps.lineTo(first.getX(), y);
    for (var spot : front.subList(1, front.size())) {
      Point2D point = at(spot, frame);
      steps.lineTo(point.getX(), y);
      y = point.getY();
      steps.lineTo(point.getX(), y);
    }
    steps.lineTo(frame.plot().getMaxX(), y);
    g.setColor(Ink.AXIS);
    g.setStroke(FRONT);
    g.draw(steps);
  }

  private void paintIntervals(
      Graphics2D g, Frame frame, SpaceTimePlane.Spot spot, LabelPlacement labels) {
    Point2D at = at(spot, frame);
    Color color = Drawing.faded(look(spot).color(), 150);
    g.setColor(color);
    g.setStroke(new BasicStroke(1.6f));
    Estimate time = spot.time();
    if (time.hasInterval()) {
      double left = frame.x(Math.max(time.low(), timeAxis.min()));
      double right = frame.x(Math.min(time.high(), timeAxis.max()));
      g.draw(new Line2D.Double(left, at.getY(), right, at.getY()));
      if (time.low() < timeAxis.min()) CutEnd.LEFT.paint(g, left, at.getY(), color);
      if (time.high() > timeAxis.max()) CutEnd.RIGHT.paint(g, right, at.getY(), color);
      labels.avoidLine(new Rectangle2D.Double(left, at.getY() - 4, right - left, 8));
    }
    Estimate space = spot.space();
    if (space.hasInterval() && space.value() <= end) {
      double top = frame.y(Math.min(space.high(), end));
      double bottom = frame.y(Math.max(space.low(), low));
      g.draw(new Line2D.Double(at.getX(), top, at.getX(), bottom));
      if (space.high() > end) CutEnd.UP.paint(g, at.getX(), top, color);
      if (space.low() < low) CutEnd.DOWN.paint(g, at.getX(), bottom, color);
      labels.avoidLine(new Rectangle2D.Double(at.getX() - 4, top, 8, bottom - top));
    }
  }

  private void paintLine(Graphics2D g, Frame frame, VariedLine joined) {
    for (List<SpaceTimePlane.Spot> steps : joined.lines(spots).values()) {
      new Mark.Curve(
              steps.stream().mapToDouble(spot -> spot.time().value()).toArray(),
              steps.stream().mapToDouble(spot -> spot.space().value()).toArray(),
              look(steps.getFirst()).color(),
              new BasicStroke(2.4f))
          .paint(g, frame);
    }
  }

  private boolean isOnLine(SpaceTimePlane.Spot spot) {
    return line.map(joined -> joined.has(spot.allocator())).orElse(false);
  }

  private void paintPoint(Graphics2D g, Frame frame, SpaceTimePlane.Spot spot) {
    Point2D at = at(spot, frame);
    Look look = look(spot);
    new Mark.Point(0, 0, look.shape(), look.color(), look.emphasized() ? 17 : 13, true)
        .paintAt(g, at.getX(), at.getY());
    PageGraphics.tell(g, at, spot.words());
  }

  private void paintName(
      Graphics2D g, Frame frame, SpaceTimePlane.Spot spot, LabelPlacement labels) {
    Look look = look(spot);
    boolean outside = spot.space().value() > end;
    String name =
        line.filter(joined -> joined.has(spot.allocator()))
            .map(joined -> labelOnLine(joined, spot))
            .orElse(spot.allocator().name());
    String text =
        outside ? name + " (above, at " + Unit.RATIO.format(spot.space().value()) + ")" : name;
    Font font = Lettering.of(isOnLine(spot) ? Lettering.SMALL : Lettering.LABEL, look.emphasized());
    Point2D at = at(spot, frame);
    Rectangle2D box = labels.place(at, Lettering.width(text, font), Lettering.LABEL + 2);
    paintLeader(g, at, box, look.color());
    double base = box.getMaxY() - Lettering.LABEL * 0.25;
    Lettering.writeOverLines(g, text, box.getX(), base, font, Ink.TEXT);
  }

  /// The number of a step. Of several lines, each has its name at the end.
  private String labelOnLine(VariedLine joined, SpaceTimePlane.Spot spot) {
    String number = joined.label(spot.allocator());
    Map<String, List<SpaceTimePlane.Spot>> lines = joined.lines(spots);
    boolean isEnd = lines.get(joined.lineOf(spot.allocator())).getLast().equals(spot);
    return lines.size() > 1 && isEnd ? spot.allocator().base() + " " + number : number;
  }

  /// A line from a point to its name, where the name is far away.
  private static void paintLeader(Graphics2D g, Point2D at, Rectangle2D name, Color color) {
    double x = Math.clamp(at.getX(), name.getMinX(), name.getMaxX());
    double y = Math.clamp(at.getY(), name.getMinY(), name.getMaxY());
    if (at.distance(x, y) < LEADER_FROM) return;
    g.setColor(color);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(at.getX(), at.getY(), x, y));
  }

  /// A value beyond the end is drawn at the upper edge.
  private Point2D at(SpaceTimePlane.Spot spot, Frame frame) {
    double space = spot.space().value();
    double y = space > end ? frame.plot().getMinY() + 4 : frame.y(space);
    return new Point2D.Double(frame.x(spot.time().value()), y);
  }

  /// All of a line look alike.
  private Look look(SpaceTimePlane.Spot spot) {
    return line.filter(joined -> joined.has(spot.allocator()))
        .map(joined -> lookOfLine(joined, joined.lineOf(spot.allocator())))
        .orElseGet(() -> palette.of(spot.allocator()));
  }

  private Look lookOfLine(VariedLine joined, String name) {
    return spots.stream()
        .map(SpaceTimePlane.Spot::allocator)
        .filter(one -> joined.has(one) && joined.lineOf(one).equals(name))
        .findFirst()
        .map(palette::of)
        .orElseThrow();
  }
}
