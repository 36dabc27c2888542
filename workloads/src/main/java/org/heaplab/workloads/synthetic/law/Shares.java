package org.heaplab.workloads.synthetic.law;

import java.util.Arrays;
import java.util.List;

/// Draws one of several things, each as often as its share says. Takes logarithmic time.
public final class Shares {
  /// For each thing, the sum of all shares up to and including its own.
  private final double[] sums;

  /// @param shares none negative, not all zero; they need not sum to 1
  /// @throws IllegalArgumentException when there is no share, one is negative, or none is positive
  public Shares(List<Double> shares) {
    sums = new double[shares.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      double share = shares.get(i);
      if (!(share >= 0)) throw new IllegalArgumentException("a share must be at least 0: " + share);
      sum += share;
      sums[i] = sum;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException("shares must have a positive sum: " + shares);
    }
  }

  /// The index of a thing.
  public int next(Sampler random) {
    double at = random.uniform() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, at);
    // A thing is drawn when `at` is below its sum and not below that of the thing before it.
    int index = found >= 0 ? found + 1 : -found - 1;
    while (index < sums.length - 1 && sums[index] <= at) index++;
    return Math.min(index, sums.length - 1);
  }
}
