package org.heaplab.report.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/// An arrow head at the end of an interval that the edge of the plot cuts off: it goes on beyond.
public enum CutEnd {
  LEFT(-1, 0),
  RIGHT(1, 0),
  UP(0, -1),
  DOWN(0, 1);

  private static final double LENGTH = 8;
  private static final double HALF_WIDTH = 5;

  private final int dx;
  private final int dy;

  CutEnd(int dx, int dy) {
    this.dx = dx;
    this.dy = dy;
  }

  /// @param x of the tip, in pixels
  public void paint(Graphics2D g, double x, double y, Color color) {
    double backX = x - dx * LENGTH;
    double backY = y - dy * LENGTH;
    var head = new Path2D.Double();
    head.moveTo(x, y);
    head.lineTo(backX + dy * HALF_WIDTH, backY + dx * HALF_WIDTH);
    head.lineTo(backX - dy * HALF_WIDTH, backY - dx * HALF_WIDTH);
    head.closePath();
    g.setColor(color);
    g.fill(head);
  }
}
