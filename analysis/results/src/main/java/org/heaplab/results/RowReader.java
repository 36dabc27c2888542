package org.heaplab.results;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.results.table.Column;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;

/// Reads the lines of a table, whatever the order of their columns.
public final class RowReader {
  private final Table table;
  private final List<String> header;

  /// Where each column of the table stands; -1 where the file does not have it.
  private final int[] places;

  /// @param mayLack whether any column may be missing that names no key
  /// @throws MalformedResult when one is missing that must be there
  public RowReader(Table table, List<String> header, boolean mayLack) {
    this.table = table;
    this.header = header;
    places = table.columns().stream().mapToInt(column -> header.indexOf(column.name())).toArray();
    for (int i = 0; i < places.length; i++) {
      boolean key = i < table.scope().columns().size();
      boolean mayLackThis = table.columns().get(i).isLater() || (mayLack && !key);
      if (places[i] >= 0 || mayLackThis) continue;
      throw new MalformedResult(
          "%s, line 1: column must be present: '%s'"
              .formatted(table.file(), table.columns().get(i).name()));
    }
  }

  public Row read(List<String> cells, long line) {
    if (cells.size() != header.size()) {
      throw new MalformedResult(
          "%s, line %d: a line must have as many cells as the header, %d: %d"
              .formatted(table.file(), line, header.size(), cells.size()));
    }
    var values = new ArrayList<Object>();
    for (int i = 0; i < places.length; i++) {
      String text = places[i] < 0 ? "" : cells.get(places[i]);
      values.add(value(table.columns().get(i), text, line));
    }
    return new Row(table, values);
  }

  private Object value(Column column, String text, long line) {
    if (text.isEmpty()) return column.kind() == Kind.TEXT ? "" : null;
    Object value;
    try {
      value = column.kind().parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed(column, line, "must be " + column.kind().rule(), text);
    }
    if (value instanceof Long number && number < 0) {
      throw malformed(column, line, "must be at least 0", text);
    }
    return value;
  }

  private MalformedResult malformed(Column column, long line, String rule, String text) {
    return new MalformedResult(
        "%s, line %d, column %s: %s: '%s'"
            .formatted(table.file(), line, column.name(), rule, text));
  }
}
