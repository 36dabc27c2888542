package org.heaplab.report.drawing;

import java.awt.Color;
import java.util.Map;
import org.heaplab.report.palette.HeapMapColor;
import org.heaplab.report.palette.Ink;

/// Makes a drawing part of a page. The colours that are not an allocator's become variables of the
/// page's style, so that they follow its light or dark ground. Names within the drawing become
/// unique within the page.
public final class ThemedSvg {
  private static final Map<Color, String> VARIABLES =
      Map.of(
          Ink.PAPER, "--paper",
          Ink.TEXT, "--text",
          Ink.FAINT_TEXT, "--faint",
          Ink.GRID, "--grid",
          Ink.AXIS, "--axis",
          Ink.LIVE, "--live");

  private ThemedSvg() {}

  /// @param name unique on the page
  public static String svg(String svg, String name) {
    String themed =
        svg.replace("\"clip", "\"" + name + "-clip").replace("#clip", "#" + name + "-clip");
    for (var entry : VARIABLES.entrySet()) {
      themed = replaced(themed, entry.getKey(), entry.getValue());
    }
    for (HeapMapColor one : HeapMapColor.values()) {
      themed = replaced(themed, one.light(), one.variable());
    }
    return themed.strip();
  }

  private static String replaced(String svg, Color color, String variable) {
    String literal = "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
    return svg.replace(literal, "var(" + variable + ")");
  }
}
