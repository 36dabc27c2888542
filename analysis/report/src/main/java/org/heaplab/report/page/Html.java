package org.heaplab.report.page;

import java.util.Locale;

/// Text that goes into a page.
final class Html {
  private Html() {}

  /// Makes any text safe as content and as an attribute's value.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// A name that an element may have as its id.
  static String id(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
