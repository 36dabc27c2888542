package org.heaplab.report.latency;

import java.util.Arrays;
import java.util.Locale;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.TickText;
import org.heaplab.results.metric.Unit;

/// The axes of latencies by percentile: every step of the one is one more nine, of the other ten
/// times as long.
public final class LatencyAxes {
  private LatencyAxes() {}

  /// @param nines how many it must show
  static Axis ofShares(double nines) {
    return new Axis.Linear(0, Math.max(1, nines), LatencyAxes::percentile);
  }

  /// An axis of logarithms.
  ///
  /// @param least nanoseconds that it must show, at least 1
  /// @param most nanoseconds that it must show
  static Axis ofTimes(double least, double most) {
    return new Axis.Linear(
        Math.floor(Math.log10(least)),
        Math.ceil(4 * Math.log10(Math.max(10, most))) / 4,
        LatencyAxes::decade);
  }

  /// What a number of nines is called; nothing between whole ones.
  private static String percentile(double nines) {
    if (nines != Math.rint(nines)) return " ";
    if (nines == 0) return "0 %";
    int digits = Math.max(0, (int) nines - 2);
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * (1 - Math.pow(10, -nines)));
  }

  /// What a power of ten is called; nothing between whole ones.
  private static String decade(double power) {
    return power == Math.rint(power)
        ? TickText.of(Math.rint(Math.pow(10, power)), Unit.NANOS)
        : " ";
  }

  /// A clock that is too coarse reports 0, which a logarithmic axis cannot show.
  static double[] logarithms(double[] nanos) {
    return Arrays.stream(nanos).map(value -> Math.log10(Math.max(1, value))).toArray();
  }
}
