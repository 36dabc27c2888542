package org.heaplab.report.drawing;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.heaplab.report.palette.HeapMapColor;
import org.heaplab.report.palette.Ink;

/// Makes a drawing part of a page. The colours that are not an allocator's become variables of the
/// page's style, so that they follow its light or dark ground. Names within the drawing become
/// unique within the page, and the names of allocators their numbers.
public final class ThemedSvg {
  private static final Map<Color, String> VARIABLES =
      Map.of(
          Ink.PAPER, "--paper",
          Ink.TEXT, "--text",
          Ink.FAINT_TEXT, "--faint",
          Ink.GRID, "--grid",
          Ink.AXIS, "--axis",
          Ink.LIVE, "--live");

  private static final Pattern OWNER = Pattern.compile(" " + PageGraphics.OWNER + "=\"([^\"]*)\"");

  /// What an element has that says nothing.
  private static final String NO_STROKE = "stroke:none;";

  /// More digits of an opacity than can be seen.
  private static final Pattern LONG_OPACITY = Pattern.compile("(?<=opacity:0\\.\\d\\d)\\d+");

  private ThemedSvg() {}

  /// On a page that shows all of it, always.
  ///
  /// @param name unique on the page
  public static String svg(String svg, String name) {
    return svg(svg, name, List.of());
  }

  /// @param name unique on the page
  /// @param allocators by name, as the page numbers them; what belongs to others is not marked
  public static String svg(String svg, String name, List<String> allocators) {
    String themed =
        svg.replace("\"clip", "\"" + name + "-clip")
            .replace("#clip", "#" + name + "-clip")
            .replace(NO_STROKE, "");
    themed = LONG_OPACITY.matcher(themed).replaceAll("");
    for (var entry : VARIABLES.entrySet()) {
      themed = replaced(themed, entry.getKey(), entry.getValue());
    }
    for (HeapMapColor one : HeapMapColor.values()) {
      themed = replaced(themed, one.light(), one.variable());
    }
    List<String> written = allocators.stream().map(PageGraphics::escaped).toList();
    return OWNER
        .matcher(themed)
        .replaceAll(owner -> number(written.indexOf(owner.group(1))))
        .strip();
  }

  private static String number(int index) {
    return index < 0 ? "" : " %s=\"%d\"".formatted(PageGraphics.OWNER, index);
  }

  private static String replaced(String svg, Color color, String variable) {
    String literal = "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
    return svg.replace(literal, "var(" + variable + ")");
  }
}
