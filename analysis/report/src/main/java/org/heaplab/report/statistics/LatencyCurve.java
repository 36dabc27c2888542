package org.heaplab.report.statistics;

import org.HdrHistogram.AbstractHistogram;

/// Percentiles on an axis of nines: at x, the latency that a share of 10⁻ˣ of the operations
/// exceed, so that 0 is the minimum, 1 is 90 %, 2 is 99 %. It ends at the slowest operation.
///
/// @param nines ascending
/// @param nanos at each
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record LatencyCurve(double[] nines, double[] nanos) {
  private static final int STEPS_PER_NINE = 16;

  public static LatencyCurve of(AbstractHistogram latencies) {
    double last = Math.log10((double) latencies.getTotalCount());
    int steps = (int) Math.ceil(last * STEPS_PER_NINE);
    double[] nines = new double[steps + 1];
    double[] nanos = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      nines[i] = Math.min(last, (double) i / STEPS_PER_NINE);
      nanos[i] = (double) latencies.getValueAtPercentile(100 * (1 - Math.pow(10, -nines[i])));
    }
    nanos[steps] = (double) latencies.getMaxValue();
    return new LatencyCurve(nines, nanos);
  }
}
