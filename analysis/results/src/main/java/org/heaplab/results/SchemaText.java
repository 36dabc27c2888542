package org.heaplab.results;

import java.util.List;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.table.Column;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// The files of a run and their columns, as Markdown.
public final class SchemaText {
  private SchemaText() {}

  public static String markdown() {
    var text = new StringBuilder();
    text.append("`manifest.json` has `format_version` ")
        .append(Manifest.FORMAT_VERSION)
        .append(", and how the run was made.\n");
    for (Table table : Tables.ALL) append(text, table);
    append(text, Tables.DONE);
    return text.toString();
  }

  private static void append(StringBuilder text, Table table) {
    text.append("\n**`")
        .append(table.file())
        .append("`**: one row for each ")
        .append(table.meaning())
        .append(".\n\n");
    text.append("| column | kind | meaning |\n| --- | --- | --- |\n");
    List<Column> columns = table.columns();
    for (Column column : columns) {
      text.append(
          "| `%s` | %s | %s |\n".formatted(column.name(), column.kind().title(), column.meaning()));
    }
  }
}
