package org.heaplab.report.statistics;

import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/// The power law y = factor · x^exponent that fits points best: least squares on the logarithms of
/// both.
///
/// @param exponent with the interval of Student's distribution, which takes the points to scatter
///   around the law by chance; fewer than three points have no interval
/// @param factor what y is where x is 1
/// @param explained R²: the share of the variation of log y that the law explains; NaN of fewer
///   than three points, and where y is the same everywhere
/// @param farthest the largest factor between a point and the law: 1 where all lie on it; NaN of
///   fewer than three points
public record PowerLaw(Estimate exponent, double factor, double explained, double farthest) {
  private static final PowerLaw NONE =
      new PowerLaw(Estimate.NONE, Double.NaN, Double.NaN, Double.NaN);

  /// With fewer, every law fits.
  private static final int FEWEST = 3;

  /// @param x as many as there are of `y`
  /// @return one without an exponent when there are no two points with different x
  /// @throws IllegalArgumentException when a value is not positive, which has no logarithm
  public static PowerLaw of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a power law needs a y for every x, %d: %d".formatted(x.length, y.length));
    }
    var line = new SimpleRegression();
    for (int i = 0; i < x.length; i++) line.addData(log(x[i]), log(y[i]));
    double slope = line.getSlope();
    if (Double.isNaN(slope)) return NONE;
    double factor = Math.exp(line.getIntercept());
    if (x.length < FEWEST) {
      return new PowerLaw(Estimate.alone(slope, x.length), factor, Double.NaN, Double.NaN);
    }
    double reach = line.getSlopeConfidenceInterval(1 - Statistics.CONFIDENCE);
    var exponent =
        new Estimate(slope, slope - reach, slope + reach, Statistics.CONFIDENCE, x.length);
    double farthest =
        IntStream.range(0, x.length)
            .mapToDouble(i -> Math.abs(log(y[i]) - line.predict(log(x[i]))))
            .max()
            .orElseThrow();
    return new PowerLaw(exponent, factor, line.getRSquare(), Math.exp(farthest));
  }

  private static double log(double value) {
    if (value > 0) return Math.log(value);
    throw new IllegalArgumentException("a power law needs values above 0: " + value);
  }
}
