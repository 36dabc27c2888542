package org.heaplab.report.page;

import java.util.List;

/// A table whose columns sort by a click, and which reads as well without.
///
/// @param caption what it shows
record SortableTable(String caption, List<Head> heads, List<List<Data>> rows) {

  /// @param text plain
  /// @param hint the column's definition, shown on hovering; may be empty
  record Head(String text, String hint) {}

  /// @param html what stands there
  /// @param sortKey what the column sorts by: a number, or text
  /// @param style class of the cell, e.g. `best`; may be empty
  record Data(String html, String sortKey, String style) {
    static Data text(String html, String sortKey) {
      return new Data(html, sortKey, "text");
    }

    static Data number(String text, double value, String style) {
      return new Data(text, Double.isNaN(value) ? "" : Double.toString(value), style);
    }
  }

  String html() {
    var html = new StringBuilder();
    html.append("<div class=\"scroll\"><table class=\"sortable\"><caption>")
        .append(caption)
        .append("</caption><thead><tr>");
    for (int column = 0; column < heads.size(); column++) {
      Head head = heads.get(column);
      html.append("<th scope=\"col\"");
      if (holdsText(column)) html.append(" class=\"text\"");
      if (!head.hint().isEmpty())
        html.append(" title=\"").append(Html.escape(head.hint())).append('"');
      html.append('>').append(Html.escape(head.text())).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<Data> row : rows) {
      html.append("<tr>");
      for (Data data : row) html.append(cell(data));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private boolean holdsText(int column) {
    return !rows.isEmpty() && rows.getFirst().get(column).style().equals("text");
  }

  private static String cell(Data data) {
    String style = data.style().isEmpty() ? "" : " class=\"" + data.style() + "\"";
    return "<td%s data-key=\"%s\">%s</td>"
        .formatted(style, Html.escape(data.sortKey()), data.html());
  }
}
