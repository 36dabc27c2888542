package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;

/// A table before it is written anywhere.
///
/// @param caption what it shows; may be empty
/// @param columns their titles
public record TextTable(String caption, List<String> columns, List<List<Entry>> rows) {
  /// Whether an entry is good news.
  public enum Tone {
    PLAIN,
    GOOD,
    BAD,
    OPEN
  }

  /// What an entry is.
  public enum Form {
    WORDS,
    NUMBER,

    /// A name or option as it is typed.
    CODE
  }

  /// @param key what a number is sorted by; NaN for all else
  public record Entry(String text, Form form, Tone tone, double key) {
    public static Entry words(String text) {
      return new Entry(text, Form.WORDS, Tone.PLAIN, Double.NaN);
    }

    public static Entry words(String text, Tone tone) {
      return new Entry(text, Form.WORDS, tone, Double.NaN);
    }

    public static Entry code(String text) {
      return new Entry(text, Form.CODE, Tone.PLAIN, Double.NaN);
    }

    public static Entry number(String text, double key) {
      return new Entry(text, Form.NUMBER, Tone.PLAIN, key);
    }
  }

  public TextTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (List<Entry> row : rows) {
      if (row.size() == columns.size()) continue;
      throw new IllegalArgumentException(
          "a row must have as many entries as there are columns, %d: %d"
              .formatted(columns.size(), row.size()));
    }
  }

  /// Whether a column is of numbers, which are aligned to the right.
  public boolean isOfNumbers(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).form() == Form.NUMBER);
  }

  /// Rows that are being gathered.
  static final class Builder {
    private final String caption;
    private final List<String> columns = new ArrayList<>();
    private final List<List<Entry>> rows = new ArrayList<>();

    Builder(String caption) {
      this.caption = caption;
    }

    Builder columns(String... titles) {
      columns.addAll(List.of(titles));
      return this;
    }

    void row(List<Entry> entries) {
      rows.add(List.copyOf(entries));
    }

    TextTable build() {
      return new TextTable(caption, columns, rows);
    }
  }
}
