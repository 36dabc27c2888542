package org.heaplab.report.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/// An arrow head at the right edge of the plot: there are values beyond it.
public record OffTheScale(double x, double y, Color color) implements Mark {
  @Override
  public void paint(Graphics2D g, Frame frame) {
    double tip = frame.x(x) + 10;
    double middle = frame.y(y);
    var head = new Path2D.Double();
    head.moveTo(tip, middle);
    head.lineTo(tip - 10, middle - 6);
    head.lineTo(tip - 10, middle + 6);
    head.closePath();
    g.setColor(color);
    g.fill(head);
  }
}
