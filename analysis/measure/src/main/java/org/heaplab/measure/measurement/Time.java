package org.heaplab.measure.measurement;

import java.util.Arrays;
import java.util.List;

/// Time per operation, round by round.
///
/// @param nanosPerOp one value for each round, in the order in which they were measured
public record Time(List<Double> nanosPerOp) {
  public Time {
    nanosPerOp = List.copyOf(nanosPerOp);
  }

  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// A confidence interval for the median from order statistics: the innermost pair of values, the
  /// same number from each end, that holds the median with at least 95 % probability whatever the
  /// distribution; fewer than six rounds cannot reach that, and then it is their whole range.
  public Interval interval() {
    double[] sorted = sorted();
    int rounds = sorted.length;
    double outside = 0;
    int cut = 0;
    double term = Math.pow(0.5, rounds);
    while (2 * (cut + 1) < rounds && 2 * (outside + term) <= 0.05) {
      outside += term;
      term = term * (rounds - cut) / (cut + 1);
      cut++;
    }
    int first = Math.max(cut - 1, 0);
    return new Interval(sorted[first], sorted[rounds - 1 - first]);
  }

  private double[] sorted() {
    double[] sorted = nanosPerOp.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  public record Interval(double low, double high) {}
}
