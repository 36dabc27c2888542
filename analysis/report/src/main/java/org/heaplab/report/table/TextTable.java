package org.heaplab.report.table;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.metric.Unit;

/// A table before it is written anywhere.
///
/// @param caption what it shows; may be empty
/// @param note what its numbers are a sample of, may be empty
/// @param columns their titles
public record TextTable(String caption, String note, List<String> columns, List<List<Entry>> rows) {
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

  /// @param note what stands after the text in smaller letters: an interval, a tie, a name; may be
  ///   empty
  /// @param key what a number is sorted by; NaN for all else
  public record Entry(String text, String note, Form form, Tone tone, double key) {
    public static final Entry NONE =
        new Entry(Unit.MISSING, "", Form.NUMBER, Tone.PLAIN, Double.NaN);

    public static Entry words(String text) {
      return words(text, Tone.PLAIN);
    }

    public static Entry words(String text, Tone tone) {
      return new Entry(text, "", Form.WORDS, tone, Double.NaN);
    }

    public static Entry code(String text) {
      return new Entry(text, "", Form.CODE, Tone.PLAIN, Double.NaN);
    }

    public static Entry number(String text, double key) {
      return new Entry(text, "", Form.NUMBER, Tone.PLAIN, key);
    }

    /// A value with its interval.
    public static Entry value(Estimate estimate, Unit unit) {
      if (!estimate.exists()) return NONE;
      String text = unit.format(estimate.value());
      return new Entry(text, note(estimate, unit), Form.NUMBER, Tone.PLAIN, estimate.value());
    }

    /// A ratio with its interval, and whether it is a tie.
    public static Entry ratio(Estimate estimate) {
      if (!estimate.exists()) return NONE;
      String text = "× " + Unit.RATIO.format(estimate.value());
      String note = note(estimate, Unit.RATIO);
      if (estimate.isTie()) note = estimate.isExact() ? "tie" : "tie " + note;
      return new Entry(text, note, Form.NUMBER, Tone.PLAIN, estimate.value());
    }

    private static String note(Estimate estimate, Unit unit) {
      String spread = estimate.spread(unit);
      return estimate.hasInterval() ? "(" + spread + ")" : spread;
    }

    /// The same with more after it.
    public Entry with(String more) {
      return new Entry(text, note.isEmpty() ? more : note + ", " + more, form, tone, key);
    }

    /// All that it says.
    public String whole() {
      return note.isEmpty() ? text : text + " " + note;
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

  /// The same with a note.
  public TextTable with(String words) {
    return new TextTable(caption, words, columns, rows);
  }

  /// What stands above it: caption and note.
  public String about() {
    return (caption + " " + note).strip();
  }

  /// Whether a column is of numbers, which are aligned to the right.
  public boolean isOfNumbers(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).form() == Form.NUMBER);
  }

  /// Rows that are being gathered.
  public static final class Builder {
    private final String caption;
    private final List<String> columns = new ArrayList<>();
    private final List<List<Entry>> rows = new ArrayList<>();

    public Builder(String caption) {
      this.caption = caption;
    }

    public Builder columns(String... titles) {
      columns.addAll(List.of(titles));
      return this;
    }

    public void row(List<Entry> entries) {
      rows.add(List.copyOf(entries));
    }

    public TextTable build() {
      return new TextTable(caption, "", columns, rows);
    }
  }
}
