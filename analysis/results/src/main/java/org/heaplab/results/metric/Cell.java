package org.heaplab.results.metric;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.heaplab.results.table.CollectionTable;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Series;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// All that is known of one allocator on one trace: a value for each column of the tables with one
/// row, a [Series] for each table of many.
public final class Cell {
  private final Key key;
  private final Map<Table, Row> ones = new HashMap<>();
  private final Map<Table, Series> series = new HashMap<>();

  public Cell(Key key) {
    this.key = key;
  }

  /// Adds a row about it, its trace or its allocator.
  ///
  /// @throws IllegalArgumentException when the table has one row for each key, and it is there
  public Cell add(Row row) {
    if (row.table().many()) {
      series.computeIfAbsent(row.table(), table -> new Series()).add(row);
    } else if (ones.putIfAbsent(row.table(), row) != null) {
      throw new IllegalArgumentException(
          "table %s must have one row for each key: %s".formatted(row.table().name(), row.key()));
    }
    return this;
  }

  public Key key() {
    return key;
  }

  /// The name of the allocator.
  public String allocator() {
    return key.allocator();
  }

  public String trace() {
    return key.trace();
  }

  public boolean has(Table table) {
    return ones.containsKey(table) || series.containsKey(table);
  }

  /// The rows of tables with one row.
  public Collection<Row> ones() {
    return ones.values();
  }

  public Optional<Row> row(Table table) {
    return Optional.ofNullable(ones.get(table));
  }

  /// @return empty when nothing was measured
  public Series series(Table table) {
    return series.getOrDefault(table, new Series());
  }

  /// @return null where it does not apply, or was not measured
  public Object value(Table table, String column) {
    Row row = ones.get(table);
    if (row == null) {
      table.indexOf(column);
      return null;
    }
    return row.get(column);
  }

  /// @return NaN where it does not apply, or was not measured
  public double number(Table table, String column) {
    return value(table, column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /// Whether space was measured.
  public boolean hasSpace() {
    return value(Tables.SPACE, "peak_footprint_bytes") != null;
  }

  /// Whether the allocator behaved. What a cell that is not valid measured means nothing.
  public boolean valid() {
    return !Boolean.FALSE.equals(value(Tables.SPACE, "valid"));
  }

  /// Whether the trace ran to its end.
  public boolean completed() {
    return !Boolean.FALSE.equals(value(Tables.SPACE, "completed"));
  }

  /// Why it is not valid, or what was left out for want of memory or time; empty otherwise.
  public String reason() {
    return row(Tables.SPACE).map(row -> row.text("reason")).orElse("");
  }

  /// Whether compaction or a collection ever ran, so that there are pauses.
  public boolean compacted() {
    return number(Tables.SPACE, "compactions") > 0
        || number(CollectionTable.COLLECTION, "collections") > 0;
  }

  /// Whether something could not be measured although the allocator is valid: memory or time was
  /// lacking for it.
  public boolean isUnfinished() {
    return valid() && !reason().isEmpty();
  }
}
