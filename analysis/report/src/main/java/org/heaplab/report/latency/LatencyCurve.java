package org.heaplab.report.latency;

import org.heaplab.results.metric.LatencyCounts;

/// Percentiles on an axis of nines: at x, the latency that a share of 10⁻ˣ of the operations
/// exceed, so that 0 is the minimum, 1 is 90 %, 2 is 99 %. It ends at the slowest operation.
///
/// @param nines ascending
/// @param nanos at each
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record LatencyCurve(double[] nines, double[] nanos) {
  private static final int STEPS_PER_NINE = 16;

  /// @param counts at least one operation
  public static LatencyCurve of(LatencyCounts counts) {
    double last = Math.log10(counts.total());
    int steps = (int) Math.ceil(last * STEPS_PER_NINE);
    double[] nines = new double[steps + 1];
    double[] nanos = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      nines[i] = Math.min(last, (double) i / STEPS_PER_NINE);
      nanos[i] = counts.quantile(1 - Math.pow(10, -nines[i]));
    }
    nanos[steps] = counts.quantile(1);
    return new LatencyCurve(nines, nanos);
  }
}
