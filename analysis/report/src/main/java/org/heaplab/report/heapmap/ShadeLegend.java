package org.heaplab.report.heapmap;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.heaplab.report.drawing.Frame;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.palette.HeapMapColor;
import org.heaplab.report.palette.Ink;

/// The shades of a heap map, right of it. Stripes are drawn as stripes.
record ShadeLegend(List<CellShade> shades) implements Mark {
  private static final double GAP = 16;
  private static final double ROW = 24;
  private static final double BOX = 15;
  private static final int STRIPES = 3;

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double left = frame.plot().getMaxX() + GAP;
    double y = frame.plot().getMinY() + frame.plot().getHeight() / 8;
    for (CellShade shade : shades) {
      if (shade == CellShade.LOCKED) fill(g, HeapMapColor.USED_FULLY.light(), left, y, BOX);
      paintBox(g, shade, left, y);
      Lettering.write(
          g,
          shade.title(),
          left + BOX + 8,
          y + BOX - 3,
          Lettering.of(Lettering.SMALL, false),
          Ink.TEXT);
      y += ROW;
    }
  }

  private static void paintBox(Graphics2D g, CellShade shade, double left, double top) {
    if (shade.thickness() == 1) {
      fill(g, shade.color(), left, top, BOX);
      return;
    }
    double step = BOX / STRIPES;
    for (int i = 0; i < STRIPES; i++) {
      fill(g, shade.color(), left, top + (i + 0.25) * step, step * shade.thickness());
    }
  }

  private static void fill(Graphics2D g, Color color, double left, double top, double height) {
    g.setColor(color);
    g.fill(new Rectangle2D.Double(left, top, BOX, height));
  }
}
