package org.heaplab.report.heapmap;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import org.heaplab.report.drawing.Frame;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.palette.Ink;

/// The cells of a heap map. A shade is one line with many gaps, as thick as a row: cells of one
/// shade that are neighbours in time take a few bytes of a vector file together.
record MapMark(HeapMap map) implements Mark {
  /// Rows overlap by so much, in pixels: else the paper would shine through between them.
  private static final double OVERLAP = 0.5;

  /// The least height of an area, in pixels, that has room for its name.
  private static final double NAMED = 18;

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double row = (bottom(frame, 0) - bottom(frame, map.bins())) / map.bins();
    for (CellShade shade : CellShade.values()) {
      double thickness = shade.thickness();
      double width = thickness < 1 ? row * thickness : row + OVERLAP;
      g.setColor(shade.color());
      g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
      Path2D runs = runs(shade, frame);
      if (runs.getCurrentPoint() != null) g.draw(runs);
    }
    for (HeapMap.Area area : map.areas()) paintBorder(g, frame, area);
  }

  /// Where a bin begins, counted from the lowest.
  private double bottom(Frame frame, int bin) {
    return frame.y(HeapMapPlot.mebibytes((double) bin * map.binBytes()));
  }

  private Path2D runs(CellShade shade, Frame frame) {
    var path = new Path2D.Double();
    for (int bin = 0; bin < map.bins(); bin++) {
      double y = (bottom(frame, bin) + bottom(frame, bin + 1)) / 2;
      for (int from = 0, to; from < map.points().size(); from = to) {
        boolean has = has(shade, from, bin);
        for (to = from + 1; to < map.points().size() && has(shade, to, bin) == has; to++) {}
        if (!has) continue;
        path.moveTo(frame.x(opsBefore(from)), y);
        path.lineTo(frame.x(opsBefore(to)), y);
      }
    }
    return path;
  }

  private boolean has(CellShade shade, int point, int bin) {
    return shade.has(map.points().get(point).cells().charAt(bin));
  }

  /// Where the column of a point begins.
  private double opsBefore(int point) {
    return point == 0 ? 0 : map.points().get(point - 1).op();
  }

  private void paintBorder(Graphics2D g, Frame frame, HeapMap.Area area) {
    double bottom = bottom(frame, area.firstBin());
    double top = bottom(frame, area.firstBin() + area.bins());
    g.setColor(Ink.AXIS);
    g.setStroke(new BasicStroke(0.8f));
    g.draw(new Line2D.Double(frame.plot().getMinX(), top, frame.plot().getMaxX(), top));
    if (bottom - top < NAMED) return;
    Font font = Lettering.of(Lettering.SMALL, false);
    Lettering.writeOverLines(
        g, area.name(), frame.plot().getMinX() + 7, top + Lettering.SMALL + 2, font, Ink.TEXT);
  }
}
