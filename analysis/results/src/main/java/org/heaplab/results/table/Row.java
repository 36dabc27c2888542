package org.heaplab.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// One row of a table.
///
/// @param values one for each column, null where it does not apply
public record Row(Table table, List<Object> values) {
  public Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /// @param measured values by column; a column that is not among them does not apply
  /// @throws IllegalArgumentException when the table has no such column, or a value is not of its
  ///   kind
  public static Row of(Table table, Key key, Map<String, ?> measured) {
    var values = new ArrayList<Object>(table.scope().values(key));
    for (Column column : table.measured()) values.add(value(table, column, measured));
    measured.keySet().forEach(table::indexOf);
    return new Row(table, values);
  }

  private static Object value(Table table, Column column, Map<String, ?> measured) {
    Object value = measured.get(column.name());
    if (column.kind().allows(value))
      return value instanceof Integer number ? (Long) (long) number : value;
    throw new IllegalArgumentException(
        "column %s of table %s must be %s: %s"
            .formatted(column.name(), table.name(), column.kind().rule(), value));
  }

  /// @return null where it does not apply
  public Object get(String column) {
    return values.get(table.indexOf(column));
  }

  /// @return NaN where it does not apply
  public double number(String column) {
    return get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /// @return empty where it does not apply
  public String text(String column) {
    Object value = get(column);
    return value == null ? "" : value.toString();
  }

  /// What it is about.
  public Key key() {
    return table.scope().of(new Key(part("experiment"), part("trace"), part("allocator")));
  }

  private String part(String column) {
    boolean has = table.columns().stream().anyMatch(one -> one.name().equals(column));
    return has ? text(column) : "";
  }

  /// The round that it is of; 0 in a table without rounds.
  public int round() {
    return table.has(Table.ROUND) ? (int) number(Table.ROUND.name()) : 0;
  }
}
