package org.heaplab.report.drawing;

import java.util.regex.Pattern;

/// Makes what VectorGraphics2D writes shorter, and something that a page can hold: no document type
/// that a reader would fetch, numbers to a tenth of a pixel, no indentation, and a title.
final class TidySvg {
  private static final Pattern PROLOGUE = Pattern.compile("^.*?(?=<svg)", Pattern.DOTALL);
  private static final Pattern BETWEEN_ELEMENTS = Pattern.compile(">\\s+<");
  private static final Pattern PATH = Pattern.compile("(?<= d=\")[^\"]*");
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<!opacity[:=]\"?)(?<![\\d.])-?\\d+\\.\\d{2,}");
  private static final Pattern FIXED_SIZE = Pattern.compile(" (?:x|y|width|height)=\"[^\"]*px\"");

  private TidySvg() {}

  static String of(String svg, String title) {
    String text = PROLOGUE.matcher(svg).replaceFirst("");
    text = BETWEEN_ELEMENTS.matcher(text).replaceAll("><").strip();
    text = PATH.matcher(text).replaceAll(path -> SvgPath.shorter(path.group()));
    text = LONG_NUMBER.matcher(text).replaceAll(number -> rounded(number.group()));
    int end = text.indexOf('>');
    int last = text.lastIndexOf("</svg>");
    String root = FIXED_SIZE.matcher(text.substring(0, end)).replaceAll("");
    return root
        + " role=\"img\"><title>"
        + title.replace("&", "&amp;").replace("<", "&lt;")
        + "</title>"
        + text.substring(end + 1, last)
        + "</svg>\n";
  }

  private static String rounded(String number) {
    double tenths = Math.rint(10 * Double.parseDouble(number));
    return tenths % 10 == 0 ? Long.toString((long) (tenths / 10)) : Double.toString(tenths / 10);
  }
}
