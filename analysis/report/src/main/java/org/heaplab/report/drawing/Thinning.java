package org.heaplab.report.drawing;

import java.util.Arrays;

/// A curve with fewer points that looks the same: of the points that fall into one column of
/// pixels, the first, the lowest, the highest and the last are kept.
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record Thinning(double[] x, double[] y) {
  /// A column is about two pixels of a plot wide.
  private static final int COLUMNS = 400;

  public static Thinning of(double[] x, double[] y) {
    if (x.length <= COLUMNS) return new Thinning(x, y);
    double left = x[0];
    double columnWidth = Math.max((x[x.length - 1] - left) / COLUMNS, Double.MIN_NORMAL);
    int[] kept = new int[4 * (COLUMNS + 1)];
    int count = 0;
    for (int from = 0, to; from < x.length; from = to) {
      double column = Math.floor((x[from] - left) / columnWidth);
      int lowest = from;
      int highest = from;
      for (to = from; to < x.length && Math.floor((x[to] - left) / columnWidth) == column; to++) {
        if (y[to] < y[lowest]) lowest = to;
        if (y[to] > y[highest]) highest = to;
      }
      int[] chosen = {from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1};
      for (int point : chosen) {
        if (count == 0 || kept[count - 1] != point) kept[count++] = point;
      }
    }
    int[] points = Arrays.copyOf(kept, count);
    return new Thinning(
        Arrays.stream(points).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(points).mapToDouble(i -> y[i]).toArray());
  }
}
