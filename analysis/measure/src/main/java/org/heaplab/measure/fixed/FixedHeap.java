package org.heaplab.measure.fixed;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.measure.replay.SamplingPlan;

/// A heap of fixed size for a trace.
///
/// @param factor its size over the most live bytes of the trace
/// @param bytes its size, in whole pages
record FixedHeap(double factor, long bytes) {
  /// One in which hardly anything is ever refused, and one that leaves a fifth beyond live bytes:
  /// more than the smallest heap of an allocator that compacts, and less than that of most others
  /// on programs that run for long.
  private static final List<Double> FACTORS = List.of(4.0, 1.2);

  /// At how many points of a trace they are looked at.
  static final int POINTS = 25;

  /// Those of a trace, the largest first; none where nothing is ever live.
  static List<FixedHeap> of(SamplingPlan plan) {
    if (plan.peakLiveBytes() == 0) return List.of();
    return FACTORS.stream()
        .map(
            factor ->
                new FixedHeap(
                    factor, Backing.wholePages((long) Math.ceil(factor * plan.peakLiveBytes()))))
        .toList();
  }

  /// Which samples of the plan they are looked at, evenly over the operations, the last one
  /// included.
  static List<Integer> points(SamplingPlan plan) {
    BitSet even = plan.even();
    int[] all = even.stream().toArray();
    var points = new ArrayList<Integer>();
    int count = Math.min(POINTS, all.length);
    for (int i = 1; i <= count; i++) points.add(all[(int) ((long) i * all.length / count) - 1]);
    return points;
  }
}
