package org.heaplab.paper.edition;

/// Letters as HTML wants them.
final class HtmlText {
  private HtmlText() {}

  static String of(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
