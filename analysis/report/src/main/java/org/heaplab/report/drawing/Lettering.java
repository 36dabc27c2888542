package org.heaplab.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import org.heaplab.report.palette.Ink;

/// Writes the words of a figure. In a file, letters are drawn as outlines, as XChart draws its own.
/// So the file looks the same on every machine, with any fonts.
public final class Lettering {
  public static final float HEADING = 20;
  public static final float AXIS = 15;
  public static final float LABEL = 15;
  public static final float TICK = 14;
  public static final float SMALL = 12.5f;

  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private Lettering() {}

  /// Whether Java finds any font on this machine. A bare server may have none, and how Java then
  /// fails differs from one JDK to the next.
  public static boolean isPossible() {
    try {
      return width("x", of(AXIS, false)) > 0;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false;
    }
  }

  public static Font of(float size, boolean bold) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, Math.round(size))
        .deriveFont(size);
  }

  public static double width(String text, Font font) {
    return text.isEmpty() ? 0 : new TextLayout(text, font, EXACT).getAdvance();
  }

  /// The font, smaller where the text would be wider than so many pixels.
  static Font fitting(String text, Font font, double most) {
    double width = width(text, font);
    return width <= most ? font : font.deriveFont((float) (font.getSize2D() * most / width));
  }

  /// @param x where the text begins
  /// @param y its base line
  public static void write(Graphics2D g, String text, double x, double y, Font font, Color color) {
    if (text.isEmpty()) return;
    if (g instanceof PageGraphics page) {
      page.write(text, x, y, font, color, false);
      return;
    }
    g.setColor(color);
    g.fill(outline(text, x, y, font));
  }

  /// Writes from the bottom to the top.
  static void writeUpwards(Graphics2D g, String text, double x, double y, Font font, Color color) {
    AffineTransform before = g.getTransform();
    g.rotate(-Math.PI / 2, x, y);
    write(g, text, x, y, font, color);
    g.setTransform(before);
  }

  /// Writes letters with a border of paper, so that they can be read over lines.
  public static void writeOverLines(
      Graphics2D g, String text, double x, double y, Font font, Color color) {
    if (text.isEmpty()) return;
    if (g instanceof PageGraphics page) {
      page.write(text, x, y, font, color, true);
      return;
    }
    Shape letters = outline(text, x, y, font);
    g.setColor(Ink.PAPER);
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(letters);
    g.setColor(color);
    g.fill(letters);
  }

  private static Shape outline(String text, double x, double y, Font font) {
    return new TextLayout(text, font, EXACT).getOutline(AffineTransform.getTranslateInstance(x, y));
  }
}
