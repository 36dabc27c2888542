package org.heaplab.report.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.join;
import static j2html.TagCreator.small;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.report.page.SortableTable.Head;
import org.heaplab.report.page.SortableTable.Row;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Form;

/// A [TextTable] on the page.
final class PlainTable {
  private PlainTable() {}

  static DomContent html(TextTable table) {
    List<Head> heads = table.columns().stream().map(Head::of).toList();
    var rows = new ArrayList<Row>();
    for (List<Entry> row : table.rows()) {
      rows.add(new Row(-1, row.stream().map(PlainTable::data).toList()));
    }
    return div(new SortableTable(table.about(), heads, rows).html()).withClass("plain");
  }

  private static Data data(Entry entry) {
    DomContent words = entry.form() == Form.CODE ? code(entry.text()) : text(entry.text());
    DomContent content = entry.note().isEmpty() ? words : join(words, small(entry.note()));
    String tone =
        switch (entry.tone()) {
          case PLAIN -> "";
          case GOOD -> "best";
          case BAD -> "invalid";
          case OPEN -> "warn";
        };
    if (entry.form() == Form.NUMBER) return new Data(content, entry.key(), tone);
    return new Data(content, Double.NaN, ("text " + tone).strip());
  }
}
