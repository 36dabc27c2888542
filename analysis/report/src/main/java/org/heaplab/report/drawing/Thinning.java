package org.heaplab.report.drawing;

import java.awt.geom.Line2D;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/// A curve with fewer points that looks the same: of the points that fall into one column of
/// pixels, the first, the lowest, the highest and the last are kept.
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record Thinning(double[] x, double[] y) {
  /// A column is about two pixels of a plot wide.
  private static final int COLUMNS = 400;

  /// In pixels: too little to be seen.
  private static final double TOLERANCE = 0.3;

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

  /// A line with fewer corners that is nowhere farther than [#TOLERANCE] from the old one (Douglas
  /// & Peucker, 1973).
  ///
  /// @param x in pixels
  /// @param y in pixels
  static Thinning straight(double[] x, double[] y) {
    var kept = new BitSet();
    kept.set(0);
    kept.set(x.length - 1);
    var open = new ArrayDeque<int[]>();
    open.push(new int[] {0, x.length - 1});
    while (!open.isEmpty()) {
      int[] span = open.pop();
      int farthest = -1;
      double distance = TOLERANCE;
      for (int i = span[0] + 1; i < span[1]; i++) {
        double here = Line2D.ptSegDist(x[span[0]], y[span[0]], x[span[1]], y[span[1]], x[i], y[i]);
        if (here <= distance) continue;
        distance = here;
        farthest = i;
      }
      if (farthest < 0) continue;
      kept.set(farthest);
      open.push(new int[] {span[0], farthest});
      open.push(new int[] {farthest, span[1]});
    }
    return new Thinning(
        kept.stream().mapToDouble(i -> x[i]).toArray(),
        kept.stream().mapToDouble(i -> y[i]).toArray());
  }
}
