package org.heaplab.report.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/// The estimates that the report gives, each with its interval. Nothing here is random, so the same
/// results give the same report.
public final class Statistics {
  /// What an interval aims to cover.
  public static final double CONFIDENCE = 0.95;

  private Statistics() {}

  /// The median, with the interval between two order statistics that covers the true median of any
  /// distribution (David & Nagaraja, *Order Statistics*, 2003, §7.1): of `n` values in order, the
  /// `k`-th smallest and the `k`-th largest enclose it with probability 1 − 2·P(B < k), B being
  /// binomial with `n` trials of ½.
  ///
  /// The narrowest that reaches [#CONFIDENCE] is taken. Fewer than six values do not reach it: then
  /// it is the whole range, and the confidence says what that covers.
  public static Estimate median(double[] sample) {
    if (sample.length == 0) return Estimate.NONE;
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    if (n == 1) return Estimate.alone(median, 1);
    var below = new BinomialDistribution(n, 0.5);
    int k = 1;
    while (2 * (k + 1) <= n && coverage(below, k + 1) >= CONFIDENCE) k++;
    return new Estimate(median, sorted[k - 1], sorted[n - k], coverage(below, k), n);
  }

  private static double coverage(BinomialDistribution below, int k) {
    return 1 - 2 * below.cumulativeProbability(k - 1);
  }

  /// The geometric mean of positive values, with Student's interval on their logarithms.
  ///
  /// @return no estimate when there is no value, or one is missing or not positive
  public static Estimate geometricMean(double[] sample) {
    int n = sample.length;
    if (n == 0 || Arrays.stream(sample).anyMatch(value -> !(value > 0))) return Estimate.NONE;
    double[] logs = Arrays.stream(sample).map(Math::log).toArray();
    double mean = StatUtils.mean(logs);
    if (n == 1) return Estimate.alone(sample[0], 1);
    double reach = reach(logs);
    return new Estimate(
        Math.exp(mean), Math.exp(mean - reach), Math.exp(mean + reach), CONFIDENCE, n);
  }

  /// The arithmetic mean, with Student's interval.
  ///
  /// @return no estimate when there is no value, or one is missing
  public static Estimate mean(double[] sample) {
    int n = sample.length;
    if (n == 0 || Arrays.stream(sample).anyMatch(Double::isNaN)) return Estimate.NONE;
    double mean = StatUtils.mean(sample);
    if (n == 1) return Estimate.alone(mean, 1);
    double reach = reach(sample);
    return new Estimate(mean, mean - reach, mean + reach, CONFIDENCE, n);
  }

  /// Half the length of Student's interval for a mean.
  private static double reach(double[] sample) {
    int n = sample.length;
    return new TDistribution(n - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
        * new StandardDeviation().evaluate(sample)
        / Math.sqrt(n);
  }
}
