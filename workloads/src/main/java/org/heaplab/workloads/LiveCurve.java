package org.heaplab.workloads;

import java.util.ArrayList;
import java.util.List;

/// What is live during a trace; time is counted in operations.
public final class LiveCurve {
  private LiveCurve() {}

  /// @param op operations done
  /// @param bytes requested bytes live after them
  /// @param blocks blocks live after them
  public record Point(long op, long bytes, long blocks) {}

  /// Points at equal distances, from no operation to all operations. A trace with fewer operations
  /// than points has fewer points.
  ///
  /// @param points how many, at least 2
  public static List<Point> of(Trace trace, int points) {
    if (points < 2)
      throw new IllegalArgumentException("a curve must have at least 2 points: " + points);
    long ops = operations(trace);
    var live = new LiveSet(trace);
    var curve = new ArrayList<Point>();
    curve.add(new Point(0, 0, 0));
    long done = 0;
    for (long i = 0; i < trace.count() && done < ops; i++) {
      if (live.apply(i) && ++done >= due(curve.size(), ops, points)) {
        curve.add(new Point(done, live.bytes(), live.blocks()));
      }
    }
    return List.copyOf(curve);
  }

  /// After how many operations a point is taken; the last one is taken after all of them.
  private static long due(int point, long ops, int points) {
    return (long) Math.ceil((double) ops * point / (points - 1));
  }

  private static long operations(Trace trace) {
    long ops = 0;
    for (long i = 0; i < trace.count(); i++) {
      if (Operation.counts(Operation.kind(trace.operations(), i))) ops++;
    }
    return ops;
  }
}
