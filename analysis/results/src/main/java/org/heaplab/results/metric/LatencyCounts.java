package org.heaplab.results.metric;

import org.heaplab.results.table.Series;
import org.heaplab.results.table.Tables;

/// A histogram of single operations, from the rows of [Tables#LATENCY].
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record LatencyCounts(double[] nanos, double[] counts) {
  public static LatencyCounts of(Cell cell) {
    Series series = cell.series(Tables.LATENCY);
    return new LatencyCounts(series.numbers("nanos"), series.numbers("count"));
  }

  public boolean isEmpty() {
    return nanos.length == 0;
  }

  public double total() {
    double total = 0;
    for (double count : counts) total += count;
    return total;
  }

  /// The least counted value that at least a share of all operations do not exceed; NaN of no
  /// operations.
  public double quantile(double share) {
    double wanted = Math.max(1, Math.ceil(share * total()));
    double seen = 0;
    for (int i = 0; i < nanos.length; i++) {
      seen += counts[i];
      if (seen >= wanted) return nanos[i];
    }
    return isEmpty() ? Double.NaN : nanos[nanos.length - 1];
  }
}
