package org.heaplab.results.metric;

import java.util.Locale;

/// What a value counts, and so how it is written for people: the same on a terminal, on a page and
/// in a figure. Files have the bare value.
public enum Unit {
  /// Words, and yes or no.
  NONE(""),
  COUNT(""),
  BYTES("bytes"),
  RATIO("ratio"),
  SHARE("share"),
  NANOS("ns");

  /// Stands for a value that there is not.
  public static final String MISSING = "–";

  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final String[] TIME_UNITS = {"ns", "µs", "ms", "s"};

  private final String title;

  Unit(String title) {
    this.title = title;
  }

  /// Its name in lists of metrics; empty for what is not measured in anything.
  public String title() {
    return title;
  }

  /// A value of any kind; null for none.
  public String format(Object value) {
    return switch (value) {
      case null -> MISSING;
      case Boolean flag -> flag ? "yes" : "no";
      case Number number -> format(number.doubleValue());
      default -> value.toString();
    };
  }

  public String format(long value) {
    return format((double) value);
  }

  /// @param value NaN for none
  public String format(double value) {
    if (Double.isNaN(value)) return MISSING;
    return switch (this) {
      case NONE, COUNT -> text("%,.0f", value);
      case BYTES -> scaled(value, 1024, BYTE_UNITS);
      case RATIO -> text(value < 9.995 ? "%.3f" : value < 99.95 ? "%.1f" : "%.0f", value);
      case SHARE -> text("%.1f %%", 100 * value);
      case NANOS -> scaled(value, 1000, TIME_UNITS);
    };
  }

  /// An interval, as in `1.02–1.14` or `980 ns–1.03 µs`. A unit that both ends share is written
  /// once.
  public String range(double low, double high) {
    String from = format(low);
    String to = format(high);
    int space = from.lastIndexOf(' ');
    boolean shared = space > 0 && to.endsWith(from.substring(space));
    return (shared ? from.substring(0, space) : from) + MISSING + to;
  }

  private static String scaled(double value, double step, String[] units) {
    int unit = 0;
    double scaled = value;
    while (scaled >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    boolean whole = unit == 0 && scaled == Math.rint(scaled);
    return text(whole ? "%.0f " : "%.2f ", scaled) + units[unit];
  }

  private static String text(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
