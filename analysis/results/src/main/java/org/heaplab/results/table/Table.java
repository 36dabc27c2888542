package org.heaplab.results.table;

import java.util.ArrayList;
import java.util.List;

/// A file of rows.
///
/// @param name of the file, without `.csv`
/// @param measurement whose rows they are, as `done.csv` calls it
/// @param scope what a row is about
/// @param many whether one key has many rows
/// @param meaning what one row is of, in words: what follows "one row for each"
/// @param columns all, those of the scope first
public record Table(
    String name,
    String measurement,
    Scope scope,
    boolean many,
    String meaning,
    List<Column> columns) {
  /// Which round a row is of, in a table that has rounds.
  public static final Column ROUND = Column.whole("round", "counted from 0");

  public Table {
    columns = List.copyOf(columns);
  }

  /// A table with one row for each key.
  public static Table ofOne(
      String name, String measurement, Scope scope, String meaning, Column... columns) {
    return new Table(name, measurement, scope, false, meaning, all(scope, columns));
  }

  /// A table with many rows for each key.
  public static Table ofMany(
      String name, String measurement, Scope scope, String meaning, Column... columns) {
    return new Table(name, measurement, scope, true, meaning, all(scope, columns));
  }

  private static List<Column> all(Scope scope, Column... columns) {
    var all = new ArrayList<>(scope.columns());
    all.addAll(List.of(columns));
    return all;
  }

  public String file() {
    return name + ".csv";
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /// @throws IllegalArgumentException when there is no such column
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) return i;
    }
    throw new IllegalArgumentException("table %s has no column %s".formatted(name, column));
  }

  public boolean has(Column column) {
    return columns.contains(column);
  }

  /// The columns after those that name the key.
  public List<Column> measured() {
    return columns.subList(scope.columns().size(), columns.size());
  }
}
