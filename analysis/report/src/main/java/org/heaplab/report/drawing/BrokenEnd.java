package org.heaplab.report.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.heaplab.report.palette.Ink;

/// Shows that a bar is longer than the axis: two slanted gaps near its end.
///
/// @param height of the bar, in pixels
public record BrokenEnd(double x, double y, double height) implements Mark {
  @Override
  public void paint(Graphics2D g, Frame frame) {
    for (int gap = 0; gap < 2; gap++) {
      double left = frame.x(x) - 26 + 11 * gap;
      double top = frame.y(y) - height / 2 - 1;
      var slant = new Path2D.Double();
      slant.moveTo(left + 5, top);
      slant.lineTo(left + 9, top);
      slant.lineTo(left + 4, top + height + 2);
      slant.lineTo(left, top + height + 2);
      slant.closePath();
      g.setColor(Ink.PAPER);
      g.fill(slant);
    }
  }
}
