package org.heaplab.report.text;

import java.util.List;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Form;

/// A table in Markdown under its caption and note, its first column to the left, the others to the
/// right.
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(TextTable table) {
    var text = new StringBuilder();
    if (!table.about().isEmpty()) text.append(table.about()).append("\n\n");
    row(text, table.columns());
    text.append("| --- |").append(" ---: |".repeat(table.columns().size() - 1)).append('\n');
    for (List<Entry> row : table.rows()) {
      row(text, row.stream().map(MarkdownTable::written).toList());
    }
    return text.toString();
  }

  private static String written(Entry entry) {
    return entry.form() == Form.CODE ? "`" + entry.text() + "`" : entry.whole();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
