package org.heaplab.report.page;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.ThTag;
import j2html.tags.specialized.TrTag;
import java.util.List;

/// A table whose columns sort by a click, and which reads as well without.
///
/// @param about what it shows
record SortableTable(String about, List<Head> heads, List<Row> rows) {

  /// @param hint the column's definition, shown on hovering; may be empty
  /// @param values where the run's JSON has the column's values; empty where cells have them
  record Head(String title, String hint, String values) {
    static Head of(String title) {
      return new Head(title, "", "");
    }
  }

  /// @param allocator the index of the row's allocator in the run's JSON; -1 for none
  record Row(int allocator, List<Data> cells) {}

  /// @param key what the column sorts by; NaN for words, and where the run's JSON has it
  /// @param style class of the cell, e.g. `best`; may be empty
  record Data(DomContent content, double key, String style) {
    static Data words(DomContent content) {
      return new Data(content, Double.NaN, "text");
    }

    static Data number(String value, String style) {
      return new Data(text(value), Double.NaN, style);
    }
  }

  DomContent html() {
    return div(table(
                caption(span(about)),
                thead(tr(each(heads, this::head))),
                tbody(each(rows, SortableTable::row)))
            .withClass("sortable"))
        .withClass("scroll");
  }

  private ThTag head(Head head) {
    ThTag cell = th(head.title()).attr("scope", "col");
    if (isOfWords(heads.indexOf(head))) cell.withClass("text");
    if (!head.hint().isEmpty()) cell.withTitle(head.hint());
    if (!head.values().isEmpty()) cell.withData("values", head.values());
    return cell;
  }

  private boolean isOfWords(int column) {
    return !rows.isEmpty() && rows.getFirst().cells().get(column).style().startsWith("text");
  }

  private static TrTag row(Row row) {
    TrTag line = tr(each(row.cells(), SortableTable::cell));
    if (row.allocator() >= 0) line.withData("allocator", Integer.toString(row.allocator()));
    return line;
  }

  private static TdTag cell(Data data) {
    TdTag cell = td(data.content());
    if (!data.style().isEmpty()) cell.withClass(data.style());
    if (!Double.isNaN(data.key())) cell.withData("key", Double.toString(data.key()));
    return cell;
  }
}
