package org.heaplab.report.drawing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Makes a vector file of VectorGraphics2D fit for a page: no document type that a reader would
/// fetch, numbers to a tenth of a pixel, no indentation, and a title.
final class TidySvg {
  private static final Pattern PROLOGUE = Pattern.compile("^.*?(?=<svg)", Pattern.DOTALL);
  private static final Pattern BETWEEN_ELEMENTS = Pattern.compile(">\\s+<");
  private static final Pattern PATH = Pattern.compile("(?<= d=\")[^\"]*");
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+");
  private static final Pattern BEFORE_COMMAND = Pattern.compile(" (?=[A-Z])");
  private static final Pattern FIXED_SIZE = Pattern.compile(" (?:x|y|width|height)=\"[^\"]*px\"");

  private TidySvg() {}

  static String of(String svg, String title) {
    String text = PROLOGUE.matcher(svg).replaceFirst("");
    text = BETWEEN_ELEMENTS.matcher(text).replaceAll("><").strip();
    text = PATH.matcher(text).replaceAll(path -> shorten(path.group()));
    int end = text.indexOf('>');
    String root = FIXED_SIZE.matcher(text.substring(0, end)).replaceAll("");
    return root
        + " role=\"img\"><title>"
        + title.replace("&", "&amp;").replace("<", "&lt;")
        + "</title>"
        + text.substring(end + 1)
        + "\n";
  }

  private static String shorten(String path) {
    String rounded = LONG_NUMBER.matcher(path).replaceAll(number -> round(number.group()));
    return BEFORE_COMMAND.matcher(rounded).replaceAll("");
  }

  private static String round(String number) {
    return new BigDecimal(number)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
