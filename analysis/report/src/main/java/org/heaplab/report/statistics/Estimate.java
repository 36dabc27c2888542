package org.heaplab.report.statistics;

import org.heaplab.results.metric.Unit;

/// A value with its interval.
///
/// @param value NaN when there was no sample
/// @param low lower end of the interval; the value itself when the sample allows no interval
/// @param high upper end of the interval
/// @param confidence the probability that an interval made this way covers the truth: 1 of what is
///   exact, NaN for no interval
/// @param samples how many
public record Estimate(double value, double low, double high, double confidence, int samples) {
  /// Two heaps that differ by less than this share are as good as equal. Footprints of ours are the
  /// same in every process, so that no interval says how much a difference is worth. But the same
  /// program, recorded once more, makes other requests, and its ratios then differ by more than
  /// this.
  public static final double AS_GOOD_AS_EQUAL = 0.005;

  static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

  /// A value that is the same in every process.
  static Estimate exact(double value) {
    return new Estimate(value, value, value, 1, 1);
  }

  /// A value whose sample is too small for an interval.
  static Estimate alone(double value, int samples) {
    return new Estimate(value, value, value, Double.NaN, samples);
  }

  public boolean exists() {
    return samples > 0;
  }

  public boolean isExact() {
    return confidence == 1;
  }

  public boolean hasInterval() {
    return !Double.isNaN(confidence) && !isExact();
  }

  /// Whether a ratio cannot be told from 1: its interval holds 1, or lies wholly within
  /// [#AS_GOOD_AS_EQUAL] of it.
  public boolean isTie() {
    boolean holdsOne = low <= 1 && high >= 1;
    return holdsOne || (low > 1 - AS_GOOD_AS_EQUAL && high < 1 + AS_GOOD_AS_EQUAL);
  }

  /// Whether the whole interval is above a limit. Without an interval, that cannot be said.
  public boolean isAbove(double limit) {
    return (isExact() || hasInterval()) && low > limit;
  }

  /// Whether the whole interval is at or below a limit. Without an interval, that cannot be said.
  public boolean isAtMost(double limit) {
    return (isExact() || hasInterval()) && high <= limit;
  }

  /// The interval, or why there is none; empty where there is no value.
  public String spread(Unit unit) {
    if (!exists()) return "";
    if (isExact()) return "exact";
    return hasInterval() ? unit.range(low, high) : "no interval";
  }

  /// Value and interval, as in `1.07 (1.02–1.14)` or `1.07 exact`.
  public String written(Unit unit) {
    String value = unit.format(this.value);
    if (!exists()) return value;
    String spread = spread(unit);
    return hasInterval() ? "%s (%s)".formatted(value, spread) : value + " " + spread;
  }
}
