package org.heaplab.report.drawing;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws for a web page, where letters stay text. Text takes a tenth of the bytes of outlines, and
/// a reader can search it. Each text says how long it is, so that a browser with another font does
/// not make it longer.
final class PageGraphics extends VectorGraphics2D {
  private final List<String> elements = new ArrayList<>();

  /// @param over whether the letters have a border of paper
  void write(String text, double x, double y, Font font, Color color, boolean over) {
    Point2D at = getTransform().transform(new Point2D.Double(x, y), null);
    boolean upwards = getTransform().getShearX() != 0;
    String more = font.isBold() ? " font-weight=\"700\"" : "";
    if (over) more += " class=\"over\"";
    if (upwards) more += format(" transform=\"rotate(-90 %.1f %.1f)\"", at.getX(), at.getY());
    elements.add(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%s\" textLength=\"%.1f\"%s fill=\"%s\">%s</text>",
            at.getX(),
            at.getY(),
            format("%.1f", font.getSize2D()).replaceFirst("\\.0$", ""),
            Lettering.width(text, font),
            more,
            format("rgb(%d,%d,%d)", color.getRed(), color.getGreen(), color.getBlue()),
            text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }

  /// A line at the left edge of an area. A script moves it, to the right edge at most, which is
  /// `data-width` away.
  void cursor(Rectangle2D area) {
    Rectangle2D at = getTransform().createTransformedShape(area).getBounds2D();
    elements.add(
        format(
            "<line class=\"cursor\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" data-width=\"%.1f\"/>",
            at.getMinX(), at.getMinX(), at.getMinY(), at.getMaxY(), at.getWidth()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // Only patterns of this file.
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /// All that was written, and the cursor, as elements of SVG.
  String elements() {
    return String.join("", elements);
  }
}
