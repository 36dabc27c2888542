package org.heaplab.paper.edition;

/// Letters as TeX wants them.
final class TexText {
  private TexText() {}

  static String of(String text) {
    var tex = new StringBuilder();
    text.codePoints().forEach(letter -> tex.append(of(letter)));
    return tex.toString();
  }

  /// The same for a narrow column: a name with options may be broken after each of its parts.
  static String breakable(String text) {
    return of(text)
        .replaceAll(
            "(?<=[a-z]:|[a-z],|=|[a-z]-)(?=\\S)|(?<=[0-9][:,])(?=[a-z])", "\\\\allowbreak{}");
  }

  private static String of(int letter) {
    return switch (letter) {
      case '%', '&', '_', '#', '$', '{', '}' -> "\\" + Character.toString(letter);
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '–' -> "--";
      case '—' -> "---";
      case '×' -> "$\\times$";
      case 'µ' -> "\\textmu{}";
      case '…' -> "\\ldots{}";
      case '≤' -> "$\\le$";
      case '≥' -> "$\\ge$";
      case '\u00a0' -> "~";
      default -> Character.toString(letter);
    };
  }
}
