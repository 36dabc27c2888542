package org.heaplab.report.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import org.heaplab.report.results.Allocator;

/// An allocator's name left of its row, with the point that stands for it.
record RowName(String name, Look look, double y) implements Mark {
  static RowName of(Allocator allocator, double y, Palette palette) {
    return new RowName(allocator.name(), palette.of(allocator), y);
  }

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double middle = frame.y(y);
    double right = frame.plot().getMinX() - 16;
    new Mark.Point(0, 0, look.shape(), look.color(), 11, true).paintAt(g, right - 5, middle);
    Font font = Lettering.of(Lettering.LABEL, look.emphasized());
    double left = right - 18 - Lettering.width(name, font);
    Lettering.write(g, name, left, middle + Lettering.LABEL * 0.36, font, Ink.TEXT);
  }
}
