package org.heaplab.results.metric;

import org.heaplab.results.table.Series;
import org.heaplab.results.table.Tables;

/// Footprint and live bytes after the peak, from the rows of [Tables#CURVE].
final class AfterPeak {
  private AfterPeak() {}

  /// Mean F / mean L over the operations after the first point where L is largest. A point stands
  /// for the operations since the point before it.
  ///
  /// @return NaN when there is no such operation, or nothing is live after it
  static double ratio(Cell cell) {
    Series curve = cell.series(Tables.CURVE);
    double[] ops = curve.numbers("op");
    double[] live = curve.numbers("live_bytes");
    double[] held = curve.numbers("footprint_bytes");
    double liveSum = 0;
    double heldSum = 0;
    for (int i = peak(live) + 1; i < ops.length; i++) {
      liveSum += (ops[i] - ops[i - 1]) * live[i];
      heldSum += (ops[i] - ops[i - 1]) * held[i];
    }
    return liveSum > 0 ? heldSum / liveSum : Double.NaN;
  }

  private static int peak(double[] live) {
    int peak = 0;
    for (int i = 1; i < live.length; i++) if (live[i] > live[peak]) peak = i;
    return peak;
  }
}
