package org.heaplab.report.drawing;

import java.util.Locale;
import org.heaplab.results.metric.Unit;

/// How numbers are written where they must be short: at the ticks of an axis.
public final class TickText {
  private TickText() {}

  /// As many digits as it takes, as in `0.5`, `20`, `1.5k`, `3M`.
  public static String of(double value) {
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

  /// With a unit at each tick, as in `10 µs`.
  public static String of(double value, Unit unit) {
    return unit.format(value).replaceFirst("\\.0+(?= |$)", "");
  }

  /// A difference with its sign, as in `+0.012`.
  public static String difference(double value) {
    String digits = String.format(Locale.ROOT, "%+.3f", value);
    return digits.endsWith("0.000") ? "0.000" : digits.replace('-', '−');
  }
}
