package org.heaplab.report.drawing;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Draws for a web page, where letters stay text. Text takes a tenth of the bytes of outlines, and
/// a reader can search it. Each text says how long it is, so that a browser with another font does
/// not make it longer.
///
/// A page can also hide what belongs to an allocator, and tell what a reader points at: elements
/// have the name of their allocator, and places to point at are elements of their own.
public final class PageGraphics extends VectorGraphics2D {
  /// The attribute with the name of an allocator.
  static final String OWNER = "data-allocator";

  /// An element that a drawn or filled shape becomes, or a whole clip, whose shapes were not drawn.
  private static final Pattern SHAPE =
      Pattern.compile(
          "<clipPath\\b.*?</clipPath>|(<(?:path|line|rect|ellipse|circle|polygon|polyline))\\b",
          Pattern.DOTALL);

  /// Pixels around a place at which a reader may point.
  private static final int REACH = 13;

  private final List<String> texts = new ArrayList<>();

  /// For each shape, in the order in which they are drawn, the name of its allocator; empty for
  /// none.
  private final List<String> owners = new ArrayList<>();

  private String owner = "";

  PageGraphics() {}

  /// Paints what belongs to an allocator.
  ///
  /// @param allocator its name
  public static void of(Graphics2D g, String allocator, Runnable painting) {
    if (!(g instanceof PageGraphics page)) {
      painting.run();
      return;
    }
    String before = page.owner;
    page.owner = allocator;
    painting.run();
    page.owner = before;
  }

  /// Makes a place say something when a reader points at it.
  ///
  /// @param words in lines
  public static void tell(Graphics2D g, Point2D place, String words) {
    if (g instanceof PageGraphics page) page.tell(place, words);
  }

  private void tell(Point2D place, String words) {
    Point2D at = getTransform().transform(place, null);
    texts.add(
        format(
            "<circle class=\"spot\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill-opacity=\"0\"%s><title>%s</title></circle>",
            at.getX(), at.getY(), REACH, ownerAttribute(owner), escaped(words)));
  }

  @Override
  public void draw(Shape shape) {
    owners.add(owner);
    super.draw(shape);
  }

  @Override
  public void fill(Shape shape) {
    owners.add(owner);
    super.fill(shape);
  }

  /// @param over whether the letters have a border of paper
  void write(String text, double x, double y, Font font, Color color, boolean over) {
    Point2D at = getTransform().transform(new Point2D.Double(x, y), null);
    boolean upwards = getTransform().getShearX() != 0;
    String more = font.isBold() ? " font-weight=\"700\"" : "";
    if (over) more += " class=\"over\"";
    if (upwards) more += format(" transform=\"rotate(-90 %.1f %.1f)\"", at.getX(), at.getY());
    texts.add(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%s\" textLength=\"%.1f\"%s fill=\"%s\">%s</text>",
            at.getX(),
            at.getY(),
            format("%.1f", font.getSize2D()).replaceFirst("\\.0$", ""),
            Lettering.width(text, font),
            more + ownerAttribute(owner),
            format("rgb(%d,%d,%d)", color.getRed(), color.getGreen(), color.getBlue()),
            escaped(text)));
  }

  /// A line at the left edge of an area. A script moves it, to the right edge at most, which is
  /// `data-width` away.
  void cursor(Rectangle2D area) {
    Rectangle2D at = getTransform().createTransformedShape(area).getBounds2D();
    texts.add(
        format(
            "<line class=\"cursor\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" data-width=\"%.1f\"/>",
            at.getMinX(), at.getMinX(), at.getMinY(), at.getMaxY(), at.getWidth()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // Only patterns of this file.
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /// Text as an element or an attribute of SVG can have it.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String ownerAttribute(String owner) {
    return owner.isEmpty() ? "" : " %s=\"%s\"".formatted(OWNER, escaped(owner));
  }

  /// A document that was made of this, with the names of its shapes' allocators, and with all that
  /// was written and all places to point at.
  ///
  /// @throws IllegalStateException when the document has another number of shapes than were drawn
  String completed(String svg) {
    Iterator<String> left = owners.iterator();
    String owned = SHAPE.matcher(svg).replaceAll(shape -> owned(shape, left));
    if (left.hasNext()) {
      throw new IllegalStateException(
          "an SVG document must have as many shapes as were drawn: " + owners.size());
    }
    int end = owned.lastIndexOf("</svg>");
    return owned.substring(0, end) + String.join("", texts) + owned.substring(end);
  }

  private static String owned(MatchResult shape, Iterator<String> left) {
    if (shape.group(1) == null) return Matcher.quoteReplacement(shape.group());
    if (!left.hasNext()) {
      throw new IllegalStateException("an SVG document must have no shape that was not drawn");
    }
    return Matcher.quoteReplacement(shape.group(1) + ownerAttribute(left.next()));
  }
}
