package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final double EXACT = 1e-12;

  @Test
  void medianLiesBetweenTheTwoMiddleValues() {
    assertEquals(3, Statistics.median(new double[] {5, 1, 3}).value());
    assertEquals(2.5, Statistics.median(new double[] {4, 1, 2, 3}).value());
  }

  @Test
  void fiveRoundsGiveTheirRangeAndSayWhatItCovers() {
    Estimate median = Statistics.median(new double[] {9, 1, 5, 3, 7});
    assertEquals(1, median.low());
    assertEquals(9, median.high());
    assertEquals(1 - 2.0 / 32, median.confidence(), EXACT);
  }

  @Test
  void nineRoundsLeaveOutTheOutermost() {
    Estimate median =
        Statistics.median(DoubleStream.iterate(1, value -> value + 1).limit(9).toArray());
    assertEquals(2, median.low());
    assertEquals(8, median.high());
    assertEquals(1 - 2.0 * (1 + 9) / 512, median.confidence(), EXACT);
  }

  @Test
  void medianIntervalCoversTheTruthAsOftenAsItSays() {
    var random = new Random(7);
    int covered = 0;
    int samples = 4000;
    for (int i = 0; i < samples; i++) {
      Estimate median =
          Statistics.median(DoubleStream.generate(random::nextGaussian).limit(11).toArray());
      if (median.low() <= 0 && median.high() >= 0) covered++;
    }
    double claimed = Statistics.median(new double[11]).confidence();
    assertTrue(claimed >= Statistics.CONFIDENCE);
    assertEquals(claimed, (double) covered / samples, 0.01);
  }

  @Test
  void aSingleValueHasNoInterval() {
    Estimate one = Statistics.median(new double[] {4});
    assertTrue(one.exists());
    assertFalse(one.hasInterval());
    assertEquals(4, one.low());
  }

  @Test
  void noValueHasNoEstimate() {
    assertFalse(Statistics.median(new double[0]).exists());
    assertFalse(Statistics.geometricMean(new double[0]).exists());
  }

  @Test
  void geometricMeanMultiplies() {
    assertEquals(2, Statistics.geometricMean(new double[] {1, 4}).value(), EXACT);
    assertEquals(3, Statistics.geometricMean(new double[] {1, 3, 9}).value(), EXACT);
  }

  @Test
  void geometricMeanHasStudentsIntervalOnLogarithms() {
    Estimate mean = Statistics.geometricMean(new double[] {1, Math.E, Math.E * Math.E});
    double studentsT = 4.30265272974946; // two degrees of freedom, 97.5 %, from tables
    assertEquals(Math.exp(1 - studentsT / Math.sqrt(3)), mean.low(), 1e-9);
    assertEquals(Math.exp(1 + studentsT / Math.sqrt(3)), mean.high(), 1e-9);
  }

  @Test
  void arithmeticMeanHasStudentsInterval() {
    Estimate mean = Statistics.mean(new double[] {-1, 0, 1});
    double studentsT = 4.30265272974946; // two degrees of freedom, 97.5 %, from tables
    assertEquals(0, mean.value(), EXACT);
    assertEquals(studentsT / Math.sqrt(3), mean.high(), 1e-9);
    assertEquals(-mean.high(), mean.low(), EXACT);
  }

  @Test
  void aMissingValueLeavesNoMean() {
    assertFalse(Statistics.mean(new double[] {1, Double.NaN}).exists());
    assertFalse(Statistics.geometricMean(new double[] {1, Double.NaN}).exists());
    assertFalse(Statistics.geometricMean(new double[] {1, 0}).exists());
  }

  @Test
  void samplesAreLeftAsTheyWere() {
    double[] sample = {3, 1, 2};
    Statistics.median(sample);
    assertEquals("[3.0, 1.0, 2.0]", Arrays.toString(sample));
  }
}
