package org.heaplab.cli.output;

import java.util.ArrayList;
import java.util.List;

/// Text in aligned columns: numbers to the right, words to the left.
public final class ConsoleTable {
  private static final String GAP = "  ";

  private final List<String> headers = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  public ConsoleTable column(String header, boolean number) {
    headers.add(header);
    right.add(number);
    return this;
  }

  public ConsoleTable row(List<String> cells) {
    if (cells.size() != headers.size()) {
      throw new IllegalArgumentException(
          "a row must have " + headers.size() + " cells: " + cells.size());
    }
    rows.add(cells);
    return this;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    append(text, headers);
    return text.append(body()).toString();
  }

  /// The rows without the headers.
  public String body() {
    var text = new StringBuilder();
    for (List<String> row : rows) append(text, row);
    return text.toString();
  }

  private void append(StringBuilder text, List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      if (column > 0) line.append(GAP);
      String padding = " ".repeat(width(column) - cells.get(column).length());
      if (right.get(column)) line.append(padding).append(cells.get(column));
      else line.append(cells.get(column)).append(padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int width = headers.get(column).length();
    for (List<String> row : rows) width = Math.max(width, row.get(column).length());
    return width;
  }
}
