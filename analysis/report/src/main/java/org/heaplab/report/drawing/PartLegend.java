package org.heaplab.report.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.heaplab.report.palette.Ink;

/// The colours of a stacked bar, right of the plot.
public record PartLegend(List<Entry> entries) implements Mark {
  private static final double ROW = 26;
  private static final double BOX = 14;

  /// The height of a drawing in which it has room.
  public static int height(int entries) {
    return Drawing.AROUND_LEGEND + (int) (ROW * entries);
  }

  public record Entry(String name, Color color) {}

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double left = frame.plot().getMaxX() + 88;
    double y = frame.plot().getMinY() + ROW / 2;
    for (Entry entry : entries) {
      g.setColor(entry.color());
      g.fill(new Rectangle2D.Double(left, y - BOX / 2, BOX, BOX));
      Lettering.write(
          g,
          entry.name(),
          left + BOX + 8,
          y + Lettering.LABEL * 0.36,
          Lettering.of(Lettering.LABEL, false),
          Ink.TEXT);
      y += ROW;
    }
  }
}
