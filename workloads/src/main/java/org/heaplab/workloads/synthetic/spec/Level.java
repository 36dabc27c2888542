package org.heaplab.workloads.synthetic.spec;

import java.util.List;

/// The live bytes that a phase is to have: a line through points at equal distances, from its first
/// malloc to its last. Two points that differ are a ramp, two that are equal a plateau, three with
/// a high one in the middle a peak.
///
/// @param points in bytes, at least one
record Level(List<Long> points) {
  Level {
    points = List.copyOf(points);
  }

  /// @param share of the phase that is done, from 0 to 1
  double at(double share) {
    double at = share * (points.size() - 1);
    int before = Math.min((int) at, points.size() - 1);
    int after = Math.min(before + 1, points.size() - 1);
    return points.get(before) + (at - before) * (points.get(after) - points.get(before));
  }
}
