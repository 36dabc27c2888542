package org.heaplab.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;

/// Something drawn over the axes of a [Drawing]. Positions are values on its axes; marks are
/// painted in the order in which they were added.
public interface Mark {
  void paint(Graphics2D g, Frame frame);

  /// A line through points, cut off at the edge of the plot.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  record Curve(double[] x, double[] y, Color color, BasicStroke stroke) implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      if (x.length == 0) return;
      Shape before = g.getClip();
      g.setClip(grown(frame.plot(), stroke.getLineWidth() / 2));
      g.setColor(color);
      g.setStroke(stroke);
      g.draw(path(x, y, frame));
      g.setClip(before);
    }
  }

  /// The area under a line.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  record Area(double[] x, double[] y, Color color) implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      if (x.length == 0) return;
      Path2D area = path(x, y, frame);
      area.lineTo(frame.x(x[x.length - 1]), frame.plot().getMaxY());
      area.lineTo(frame.x(x[0]), frame.plot().getMaxY());
      area.closePath();
      g.setColor(color);
      g.fill(area);
    }
  }

  /// @param filled a ring otherwise
  record Point(double x, double y, Look.Shape shape, Color color, double size, boolean filled)
      implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      paintAt(g, frame.x(x), frame.y(y));
    }

    public void paintAt(Graphics2D g, double px, double py) {
      Shape outline = outline(px, py);
      g.setColor(filled ? color : Ink.PAPER);
      g.fill(outline);
      g.setColor(filled ? Ink.PAPER : color);
      g.setStroke(new BasicStroke(filled ? 1.2f : 1.6f));
      g.draw(outline);
    }

    private Shape outline(double px, double py) {
      double r = size / 2;
      return switch (shape) {
        case CIRCLE -> new Ellipse2D.Double(px - r, py - r, size, size);
        case SQUARE ->
            new Rectangle2D.Double(px - r * 0.88, py - r * 0.88, size * 0.88, size * 0.88);
        case DIAMOND ->
            polygon(px, py - r * 1.25, px + r * 1.25, py, px, py + r * 1.25, px - r * 1.25, py);
        case TRIANGLE -> polygon(3, px, py - r * 0.15, r * 1.3, false);
        case TRIANGLE_DOWN -> polygon(3, px, py - r * 0.15, -r * 1.3, false);
        case PENTAGON -> polygon(5, px, py, r * 1.1, false);
        case HEXAGON -> polygon(6, px, py, r * 1.05, false);
        case STAR -> polygon(5, px, py, r * 1.3, true);
        case CROSS -> cross(px, py, r, r * 0.36);
        case FLAT -> new Rectangle2D.Double(px - r * 1.25, py - r * 0.5, r * 2.5, r);
        case UPRIGHT -> new Rectangle2D.Double(px - r * 0.5, py - r * 1.25, r, r * 2.5);
      };
    }

    /// A regular polygon with a corner at its top; at its foot, if the radius is negative.
    ///
    /// @param star whether its sides bend inwards
    private static Shape polygon(int corners, double px, double py, double radius, boolean star) {
      int steps = star ? 2 * corners : corners;
      double[] points = new double[2 * steps];
      for (int i = 0; i < steps; i++) {
        double reach = star && i % 2 == 1 ? radius * 0.45 : radius;
        points[2 * i] = px + reach * Math.sin(2 * Math.PI * i / steps);
        points[2 * i + 1] = py - reach * Math.cos(2 * Math.PI * i / steps);
      }
      return polygon(points);
    }

    /// @param r half its size
    /// @param a half the width of its arms
    private static Shape cross(double x, double y, double r, double a) {
      return polygon(
          x - a, y - r, x + a, y - r, x + a, y - a, x + r, y - a, x + r, y + a, x + a, y + a, x + a,
          y + r, x - a, y + r, x - a, y + a, x - r, y + a, x - r, y - a, x - a, y - a);
    }

    private static Shape polygon(double... corners) {
      var path = new Path2D.Double();
      path.moveTo(corners[0], corners[1]);
      for (int i = 2; i < corners.length; i += 2) path.lineTo(corners[i], corners[i + 1]);
      path.closePath();
      return path;
    }
  }

  /// A straight line between two points.
  record Segment(double x1, double y1, double x2, double y2, Color color, BasicStroke stroke)
      implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      g.setColor(color);
      g.setStroke(stroke);
      g.draw(new Line2D.Double(frame.x(x1), frame.y(y1), frame.x(x2), frame.y(y2)));
    }
  }

  /// A horizontal interval. Where the axis cuts it off, it ends in an arrow head.
  record Interval(double low, double high, double y, Axis axis, Color color, BasicStroke stroke)
      implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      if (high < axis.min() || low > axis.max()) return;
      double left = Math.max(low, axis.min());
      double right = Math.min(high, axis.max());
      new Segment(left, y, right, y, color, stroke).paint(g, frame);
      if (low < axis.min()) CutEnd.LEFT.paint(g, frame.x(left), frame.y(y), color);
      if (high > axis.max()) CutEnd.RIGHT.paint(g, frame.x(right), frame.y(y), color);
    }
  }

  /// The same upright.
  record Upright(double x, double low, double high, Axis axis, Color color, BasicStroke stroke)
      implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      if (high < axis.min() || low > axis.max()) return;
      double bottom = Math.max(low, axis.min());
      double top = Math.min(high, axis.max());
      new Segment(x, bottom, x, top, color, stroke).paint(g, frame);
      if (low < axis.min()) CutEnd.DOWN.paint(g, frame.x(x), frame.y(bottom), color);
      if (high > axis.max()) CutEnd.UP.paint(g, frame.x(x), frame.y(top), color);
    }
  }

  /// The area between two lines.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  record Band(double[] x, double[] low, double[] high, Color color) implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      Path2D band = path(x, high, frame);
      for (int i = x.length - 1; i >= 0; i--) band.lineTo(frame.x(x[i]), frame.y(low[i]));
      band.closePath();
      g.setColor(color);
      g.fill(band);
    }
  }

  /// A horizontal bar.
  ///
  /// @param y its middle
  /// @param height in pixels
  record Bar(double from, double to, double y, double height, Color color) implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      double left = frame.x(from);
      g.setColor(color);
      g.fill(
          new Rectangle2D.Double(
              left, frame.y(y) - height / 2, Math.max(0, frame.x(to) - left), height));
    }
  }

  /// A line from the bottom of the plot to its top, of which a page can say where it stands. In a
  /// file there is none.
  record Cursor() implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      if (g instanceof PageGraphics page) page.cursor(frame.plot());
    }
  }

  /// Text at a point.
  ///
  /// @param shiftX pixels to the right of the point; the text ends there when `anchor` is 1, begins
  ///   there when it is 0
  /// @param shiftY pixels below the point to the middle of the letters
  record Text(
      String text,
      double x,
      double y,
      double shiftX,
      double shiftY,
      double anchor,
      float size,
      boolean bold,
      Color color)
      implements Mark {
    @Override
    public void paint(Graphics2D g, Frame frame) {
      Font font = Lettering.of(size, bold);
      double left = frame.x(x) + shiftX - anchor * Lettering.width(text, font);
      Lettering.writeOverLines(g, text, left, frame.y(y) + shiftY + size * 0.36, font, color);
    }
  }

  private static Path2D path(double[] x, double[] y, Frame frame) {
    var line =
        Thinning.straight(
            Arrays.stream(x).map(frame::x).toArray(), Arrays.stream(y).map(frame::y).toArray());
    var path = new Path2D.Double();
    path.moveTo(line.x()[0], line.y()[0]);
    for (int i = 1; i < line.x().length; i++) path.lineTo(line.x()[i], line.y()[i]);
    return path;
  }

  private static Rectangle2D grown(Rectangle2D area, double by) {
    return new Rectangle2D.Double(
        area.getX() - by, area.getY() - by, area.getWidth() + 2 * by, area.getHeight() + 2 * by);
  }
}
