package org.heaplab.report;

import java.util.Locale;
import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Estimate;

/// How numbers are written, the same in figures and tables. A missing one is a dash.
public final class Numbers {
  public static final String NONE = "–";

  private Numbers() {}

  public static String of(double value, Metric.Unit unit) {
    return switch (unit) {
      case RATIO -> ratio(value);
      case BYTES -> bytes(value);
      case COUNT -> count(value);
      case SHARE -> share(value);
      case NANOS -> nanos(value);
    };
  }

  /// An interval, as in `1.02–1.14` or `980 ns–1.03 µs`; a unit that both ends share stands once.
  public static String range(Estimate estimate, Metric.Unit unit) {
    String low = of(estimate.low(), unit);
    String high = of(estimate.high(), unit);
    int space = low.lastIndexOf(' ');
    boolean shared = space > 0 && high.endsWith(low.substring(space));
    return (shared ? low.substring(0, space) : low) + "–" + high;
  }

  public static String ratio(double value) {
    return format(value < 9.995 ? "%.3f" : value < 99.95 ? "%.1f" : "%.0f", value);
  }

  /// What something has more or less than something else, as in `+0.012`.
  public static String difference(double value) {
    String digits = format("%+.3f", value);
    return digits.endsWith("0.000") ? "0.000" : digits.replace('-', '−');
  }

  /// Three digits and a decimal unit, as in `33.2 MB`.
  public static String bytes(double value) {
    return scaled(value, new String[] {"B", "kB", "MB", "GB", "TB"});
  }

  /// Three digits and a unit, as in `12.3 µs`.
  public static String nanos(double value) {
    return scaled(value, new String[] {"ns", "µs", "ms", "s"});
  }

  public static String share(double value) {
    return format("%.1f %%", value * 100);
  }

  public static String count(double value) {
    return format("%,.0f", value).replace(',', '\u202f');
  }

  /// For ticks: as many digits as it takes, as in `0.5`, `20`, `1.5k`, `3M`.
  public static String tick(double value) {
    String unit = "";
    double scaled = value;
    for (String next : new String[] {"k", "M", "G"}) {
      if (Math.abs(scaled) < 1000) break;
      scaled /= 1000;
      unit = next;
    }
    String digits = String.format(Locale.ROOT, "%.3f", scaled);
    return digits.replaceFirst("\\.?0+$", "").replace('-', '−') + unit;
  }

  /// For ticks with a unit at each, as in `10 µs`.
  public static String tick(double value, Metric.Unit unit) {
    return of(value, unit).replaceFirst("\\.0+(?= |$)", "");
  }

  private static String scaled(double value, String[] units) {
    int unit = 0;
    double scaled = value;
    while (scaled >= 999.5 && unit < units.length - 1) {
      scaled /= 1000;
      unit++;
    }
    boolean whole = unit == 0 && scaled == Math.rint(scaled);
    String pattern = whole || scaled >= 99.95 ? "%.0f" : scaled >= 9.995 ? "%.1f" : "%.2f";
    return format(pattern + " " + units[unit], scaled);
  }

  private static String format(String pattern, double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, pattern, value);
  }
}
