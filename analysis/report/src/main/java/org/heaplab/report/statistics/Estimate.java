package org.heaplab.report.statistics;

/// A value with its interval.
///
/// @param value NaN when there was no sample
/// @param low lower end of the interval; the value itself when the sample allows no interval
/// @param high upper end of the interval
/// @param confidence the probability that an interval made this way covers the truth; NaN for none
/// @param samples how many
public record Estimate(double value, double low, double high, double confidence, int samples) {
  static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

  /// A value whose sample is too small for an interval.
  static Estimate alone(double value, int samples) {
    return new Estimate(value, value, value, Double.NaN, samples);
  }

  public boolean exists() {
    return samples > 0;
  }

  public boolean hasInterval() {
    return !Double.isNaN(confidence);
  }

  /// Whether the two may be the same: their intervals touch.
  public boolean overlaps(Estimate other) {
    return exists() && other.exists() && low <= other.high && other.low <= high;
  }
}
