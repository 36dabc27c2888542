package org.heaplab.report.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;

/// The names of a drawing's curves with a sample of each, in the margin right of the plot.
///
/// @param title what the numbers are
public record Legend(String title, List<Entry> entries) implements Mark {
  private static final double GAP = 22;
  private static final double SAMPLE = 30;
  private static final double ROW = 24;

  /// Of many entries, the rows are closer together.
  private static final double CLOSE_ROW = 19;

  private static final int MANY = 16;
  private static final double BEFORE_NAME = 8;
  private static final double BEFORE_NUMBER = 16;

  /// @param look null for an area in `color`
  /// @param number the entry's number, ready to print; may be empty
  /// @param allocator the name of the allocator that it is about, if it is about one
  public record Entry(String name, String number, Look look, Color color, String allocator) {
    /// An entry that has the name of its allocator.
    public Entry(String name, String number, Look look, Color color) {
      this(name, number, look, color, name);
    }
  }

  /// Pixels of the margin: as wide as its longest name and its longest number need.
  public int width() {
    Font font = Lettering.of(Lettering.LABEL, true);
    double names = 0;
    double numbers = Lettering.width(title, Lettering.of(Lettering.SMALL, false));
    for (Entry entry : entries) {
      names = Math.max(names, Lettering.width(entry.name(), font));
      numbers = Math.max(numbers, Lettering.width(entry.number(), font));
    }
    return (int) Math.ceil(GAP + SAMPLE + BEFORE_NAME + names + BEFORE_NUMBER + numbers);
  }

  /// Pixels that a drawing must be high for it.
  public int height() {
    return Math.max(Drawing.HEIGHT, (int) (row() * (entries.size() + 1)) + Drawing.AROUND_LEGEND);
  }

  private double row() {
    return entries.size() > MANY ? CLOSE_ROW : ROW;
  }

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double left = frame.plot().getMaxX() + GAP;
    double right = frame.plot().getMaxX() + width();
    double y = frame.plot().getMinY() + 4;
    Font small = Lettering.of(Lettering.SMALL, false);
    Lettering.write(g, title, right - Lettering.width(title, small), y + 4, small, Ink.FAINT_TEXT);
    for (Entry entry : entries) {
      y += row();
      double row = y;
      PageGraphics.of(g, entry.allocator(), () -> paint(g, entry, left, right, row));
    }
  }

  private static void paint(Graphics2D g, Entry entry, double left, double right, double y) {
    if (entry.look() == null) {
      g.setColor(entry.color());
      g.fill(new Rectangle2D.Double(left, y - 6, SAMPLE, 12));
    } else {
      g.setColor(entry.look().color());
      g.setStroke(entry.look().stroke());
      g.draw(new Line2D.Double(left, y, left + SAMPLE, y));
    }
    boolean bold = entry.look() != null && entry.look().emphasized();
    Font font = Lettering.of(Lettering.LABEL, bold);
    double base = y + Lettering.LABEL * 0.36;
    Lettering.write(g, entry.name(), left + SAMPLE + BEFORE_NAME, base, font, Ink.TEXT);
    double numberLeft = right - Lettering.width(entry.number(), font);
    Lettering.write(g, entry.number(), numberLeft, base, font, bold ? Ink.TEXT : Ink.FAINT_TEXT);
  }
}
