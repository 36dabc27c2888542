package org.heaplab.report.results;

import org.apache.commons.csv.CSVRecord;

/// One line of a result file, read by column name. Every getter says where it failed.
public final class Row {
  private final String file;
  private final long line;
  private final CSVRecord cells;

  Row(String file, long line, CSVRecord cells) {
    this.file = file;
    this.line = line;
    this.cells = cells;
  }

  /// The cell as it stands; empty where it does not apply.
  public String text(String column) {
    return cells.get(column);
  }

  /// @throws MalformedResult when the cell is empty
  public String name(String column) {
    String text = text(column);
    if (text.isBlank()) throw malformed(column, "must not be empty", text);
    return text;
  }

  /// @return a finite number, or NaN where the cell is empty
  public double number(String column) {
    String text = text(column);
    if (text.isEmpty()) return Double.NaN;
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw malformed(column, "must be a number", text);
    }
    if (!Double.isFinite(value)) throw malformed(column, "must be a finite number", text);
    return value;
  }

  /// @return a number of at least 0
  /// @throws MalformedResult when the cell is empty or negative
  public double amount(String column) {
    double value = number(column);
    if (value >= 0) return value;
    throw malformed(column, "must be a number of at least 0", text(column));
  }

  /// @return a whole number of at least 0
  public long count(String column) {
    String text = name(column);
    try {
      long value = Long.parseLong(text);
      if (value >= 0) return value;
    } catch (NumberFormatException e) {
      throw malformed(column, "must be a whole number", text);
    }
    throw malformed(column, "must be at least 0", text);
  }

  /// @param otherwise what an empty cell means
  public boolean flag(String column, boolean otherwise) {
    return switch (text(column)) {
      case "true" -> true;
      case "false" -> false;
      case "" -> otherwise;
      default -> throw malformed(column, "must be true or false", text(column));
    };
  }

  /// An error about a cell of this line.
  public MalformedResult malformed(String column, String rule, String value) {
    return new MalformedResult(
        "%s, line %d, column %s: %s: '%s'".formatted(file, line, column, rule, value));
  }
}
