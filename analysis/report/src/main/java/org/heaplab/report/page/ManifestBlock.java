package org.heaplab.report.page;

import java.util.Collection;
import java.util.Map;

/// What a run says about itself, whatever it says.
final class ManifestBlock {
  private ManifestBlock() {}

  /// Command and date, for the head of the page; empty when unknown.
  static String line(Map<String, Object> manifest) {
    var html = new StringBuilder();
    Object command = manifest.get("command");
    if (command != null) {
      html.append("<code>").append(Html.escape(plain(command))).append("</code>");
    }
    Object start = manifest.get("start");
    if (start != null) {
      html.append(" ").append(Html.escape(plain(start)));
    }
    return html.isEmpty() ? "" : "<p class=\"muted\">" + html + "</p>\n";
  }

  static String html(Map<String, Object> manifest) {
    if (manifest.isEmpty()) return "<p class=\"muted\">The run left no manifest.</p>\n";
    Object command = manifest.get("command");
    String again =
        command == null ? "" : "<pre><code>" + Html.escape(plain(command)) + "</code></pre>\n";
    return again + list(manifest);
  }

  private static String list(Map<?, ?> object) {
    var html = new StringBuilder("<dl>\n");
    object.forEach(
        (key, value) ->
            html.append("<dt>")
                .append(Html.escape(String.valueOf(key).replace('_', ' ')))
                .append("</dt><dd>")
                .append(value(value))
                .append("</dd>\n"));
    return html.append("</dl>\n").toString();
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> object) return object.isEmpty() ? "none" : list(object);
    if (value instanceof Collection<?> list) {
      boolean flat =
          list.stream().noneMatch(item -> item instanceof Map || item instanceof Collection);
      if (list.isEmpty()) return "none";
      if (flat) return Html.escape(String.join(", ", list.stream().map(String::valueOf).toList()));
      var html = new StringBuilder();
      for (Object item : list) html.append(value(item));
      return html.toString();
    }
    return Html.escape(plain(value));
  }

  /// A command may be one text or a list of words.
  private static String plain(Object value) {
    if (value instanceof Collection<?> words) {
      return String.join(" ", words.stream().map(String::valueOf).toList());
    }
    return value == null ? "unknown" : value.toString();
  }
}
