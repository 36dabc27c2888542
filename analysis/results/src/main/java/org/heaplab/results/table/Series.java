package org.heaplab.results.table;

import java.util.ArrayList;
import java.util.List;

/// The rows that a table of many has for one key, in the order of the file.
public final class Series {
  private final List<Row> rows = new ArrayList<>();

  public void add(Row row) {
    rows.add(row);
  }

  public int size() {
    return rows.size();
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /// The numbers of a column; NaN where it does not apply.
  public double[] numbers(String column) {
    return rows.stream().mapToDouble(row -> row.number(column)).toArray();
  }
}
