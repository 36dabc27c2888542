package org.heaplab.paper.edition;

import j2html.utils.EscapeUtil;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Formulas within a line, in HTML.
final class Formulas {
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("log", "log "),
          Map.entry("cdot", "·"),
          Map.entry("times", " × "),
          Map.entry("le", " ≤ "),
          Map.entry("ge", " ≥ "),
          Map.entry("lceil", "⌈"),
          Map.entry("rceil", "⌉"),
          Map.entry("lfloor", "⌊"),
          Map.entry("rfloor", "⌋"),
          Map.entry("max", "max "),
          Map.entry("min", "min "),
          Map.entry("sum", "Σ"),
          Map.entry("ldots", "…"));

  private static final Pattern TOKEN =
      Pattern.compile("\\\\([a-z]+) ?|\\\\,|([_^])(?:\\{([^}]*)\\}|(.))|([A-Za-z])|([^\\\\])");

  private Formulas() {}

  /// @throws IllegalArgumentException when it has a command that is not known
  static String html(String tex) {
    var html = new StringBuilder();
    Matcher token = TOKEN.matcher(tex);
    int end = 0;
    while (token.find()) {
      if (token.start() != end) break;
      end = token.end();
      html.append(html(token));
    }
    if (end == tex.length()) return html.toString().strip();
    throw new IllegalArgumentException(
        "a formula must not have '%s'".formatted(tex.substring(end)));
  }

  private static String html(Matcher token) {
    if (token.group(1) != null) {
      String symbol = SYMBOLS.get(token.group(1));
      if (symbol != null) return symbol;
      throw new IllegalArgumentException(
          "a formula's command must be one of %s: \\%s"
              .formatted(SYMBOLS.keySet().stream().sorted().toList(), token.group(1)));
    }
    if (token.group(2) != null) {
      String inner = html(token.group(3) == null ? token.group(4) : token.group(3));
      String tag = token.group(2).equals("_") ? "sub" : "sup";
      return "<%s>%s</%s>".formatted(tag, inner, tag);
    }
    if (token.group(5) != null) return "<i>%s</i>".formatted(token.group(5));
    return token.group(6) == null ? " " : EscapeUtil.escape(token.group(6));
  }
}
