package org.heaplab.workloads.profile;

import java.util.List;
import java.util.TreeMap;
import org.heaplab.workloads.LiveCurve;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// What makes a trace like another one, whatever its length: how its sizes and lifetimes are
/// distributed, and how its live bytes go up and down.
///
/// Sizes and lifetimes are rounded up to one of 16 steps in each power of two; below 2¹⁰ bytes and
/// 2⁶ operations they are exact.
///
/// @param sizes of all requests, in bytes
/// @param lifetimes of all blocks, from malloc to free or the end of the trace, in operations
/// @param live requested live bytes, from no operation to all, at equal distances
public record TraceProfile(CumulativeShares sizes, CumulativeShares lifetimes, List<Long> live) {
  /// How many stretches the points of the live curve enclose.
  public static final int STRETCHES = 200;

  private static final int LOG_STEPS = 4;
  private static final int LOG_EXACT_SIZE = 10;
  private static final int LOG_EXACT_LIFETIME = 6;

  public TraceProfile {
    live = List.copyOf(live);
  }

  public static TraceProfile of(Trace trace) {
    var sizes = new TreeMap<Long, Long>();
    var lifetimes = new TreeMap<Long, Long>();
    var births = new long[trace.slots()];
    var set = new LiveSet(trace);
    long op = 0;
    for (long i = 0; i < trace.count(); i++) {
      byte kind = Operation.kind(trace.operations(), i);
      if (!set.apply(i)) continue;
      int slot = Operation.slot(trace.operations(), i);
      if (kind == Operation.MALLOC) births[slot] = op;
      if (kind == Operation.FREE) {
        lifetimes.merge(step(op - births[slot], LOG_EXACT_LIFETIME), 1L, Long::sum);
      } else {
        sizes.merge(step(Operation.size(trace.operations(), i), LOG_EXACT_SIZE), 1L, Long::sum);
      }
      op++;
    }
    for (int slot = 0; slot < births.length; slot++) {
      if (set.isLive(slot))
        lifetimes.merge(step(op - births[slot], LOG_EXACT_LIFETIME), 1L, Long::sum);
    }
    List<Long> live =
        LiveCurve.of(trace, STRETCHES + 1).stream().map(LiveCurve.Point::bytes).toList();
    return new TraceProfile(CumulativeShares.of(sizes), CumulativeShares.of(lifetimes), live);
  }

  /// The largest value of the step that a value is in.
  private static long step(long value, int logExact) {
    if (value < 1L << logExact) return value;
    int dropped = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - LOG_STEPS;
    return (((value - 1) >>> dropped) + 1) << dropped;
  }

  /// The mean distance of the live curves of two traces, as a share of the peak of this one. Curves
  /// of fewer points are compared as far as both go.
  public double liveError(TraceProfile other) {
    int points = Math.min(live.size(), other.live.size());
    double sum = 0;
    for (int i = 0; i < points; i++) sum += Math.abs(live.get(i) - other.live.get(i));
    long peak = live.stream().mapToLong(Long::longValue).max().orElse(0);
    return peak == 0 ? 0 : sum / points / peak;
  }
}
