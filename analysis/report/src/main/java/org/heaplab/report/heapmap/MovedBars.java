package org.heaplab.report.heapmap;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.heaplab.report.drawing.Frame;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.palette.Ink;
import org.heaplab.results.metric.Unit;

/// Above the cells of a heap map, how many bytes compaction moved before each point: upright bars,
/// and in words the most.
///
/// @param bottom of the bars, on the axis of addresses
/// @param top of the highest of them
record MovedBars(HeapMap map, double bottom, double top) implements Mark {
  @Override
  public void paint(Graphics2D g, Frame frame) {
    int columns = map.points().size();
    long most = map.mostMovedBytes();
    if (most > 0) {
      g.setColor(Ink.FAINT_TEXT);
      g.setStroke(
          new BasicStroke(
              (float) (frame.plot().getWidth() / columns),
              BasicStroke.CAP_BUTT,
              BasicStroke.JOIN_MITER));
      g.draw(bars(frame, most));
    }
    Font font = Lettering.of(Lettering.SMALL, false);
    double left = frame.plot().getMaxX() - Lettering.width(words(), font);
    Lettering.writeOverLines(g, words(), left, frame.y(top) - 4, font, Ink.FAINT_TEXT);
  }

  private Path2D bars(Frame frame, long most) {
    var path = new Path2D.Double();
    double before = 0;
    for (HeapMap.Point point : map.points()) {
      double op = point.op();
      double x = (frame.x(before) + frame.x(op)) / 2;
      before = op;
      if (point.movedBytes() == 0) continue;
      path.moveTo(x, frame.y(bottom));
      path.lineTo(x, frame.y(bottom + (top - bottom) * point.movedBytes() / most));
    }
    return path;
  }

  private String words() {
    if (map.movedBytes() == 0) return "nothing was moved";
    return "moved %s, at most %s a column"
        .formatted(Unit.BYTES.format(map.movedBytes()), Unit.BYTES.format(map.mostMovedBytes()));
  }
}
