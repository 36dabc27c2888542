package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerLawTest {
  private static final double[] DECADES = {1e3, 1e4, 1e5, 1e6, 1e7};

  private static double[] law(double factor, double exponent, double... x) {
    return Arrays.stream(x).map(one -> factor * Math.pow(one, exponent)).toArray();
  }

  @Test
  void anExactLawIsFound() {
    PowerLaw law = PowerLaw.of(DECADES, law(3, 0.5, DECADES));
    assertEquals(0.5, law.exponent().value(), 1e-9);
    assertEquals(0.5, law.exponent().low(), 1e-6);
    assertEquals(0.5, law.exponent().high(), 1e-6);
    assertEquals(5, law.exponent().samples());
    assertEquals(3, law.factor(), 1e-6);
    assertEquals(1, law.explained(), 1e-9);
    assertEquals(1, law.farthest(), 1e-6);
  }

  @Test
  void theIntervalIsStudents() {
    // On e⁰, e¹, e² the logarithms of y are 0, 1, 0: the slope is 0, the residuals −⅓, ⅔, −⅓. Their
    // squares sum to ⅔, so that the slope's standard error is √(⅔ / 1 / 2).
    PowerLaw law =
        PowerLaw.of(new double[] {1, Math.E, Math.E * Math.E}, new double[] {1, Math.E, 1});
    double studentsT = 12.7062047361747; // one degree of freedom, 97.5 %, from tables
    assertEquals(0, law.exponent().value(), 1e-12);
    assertEquals(-studentsT / Math.sqrt(3), law.exponent().low(), 1e-9);
    assertEquals(studentsT / Math.sqrt(3), law.exponent().high(), 1e-9);
    assertEquals(0, law.explained(), 1e-12);
    assertEquals(Math.exp(2.0 / 3), law.farthest(), 1e-9);
  }

  @Test
  void theIntervalCoversTheTruthAsOftenAsItSays() {
    var random = new Random(11);
    int covered = 0;
    int samples = 4000;
    for (int i = 0; i < samples; i++) {
      double[] noisy = law(40, 0.2, DECADES);
      for (int k = 0; k < noisy.length; k++) noisy[k] *= Math.exp(0.1 * random.nextGaussian());
      Estimate exponent = PowerLaw.of(DECADES, noisy).exponent();
      if (exponent.low() <= 0.2 && exponent.high() >= 0.2) covered++;
    }
    assertEquals(Statistics.CONFIDENCE, (double) covered / samples, 0.01);
  }

  @Test
  void noiseIsNoGrowth() {
    PowerLaw law = PowerLaw.of(DECADES, new double[] {50, 47, 52, 49, 51});
    assertTrue(law.exponent().low() < 0 && law.exponent().high() > 0);
    assertTrue(law.explained() < 0.5);
    assertTrue(law.farthest() < 1.1);
  }

  @Test
  void whatIsNoPowerLawIsFarFromIt() {
    PowerLaw law = PowerLaw.of(DECADES, new double[] {50, 50, 50, 50, 800});
    assertTrue(law.explained() < 0.6);
    assertTrue(law.farthest() > 3);
  }

  @Test
  void twoPointsHaveAnExponentAndNoInterval() {
    PowerLaw law = PowerLaw.of(new double[] {10, 1000}, new double[] {5, 50});
    assertEquals(0.5, law.exponent().value(), 1e-12);
    assertTrue(law.exponent().exists());
    assertFalse(law.exponent().hasInterval());
    assertEquals(Double.NaN, law.explained());
    assertEquals(Double.NaN, law.farthest());
  }

  @Test
  void pointsOfOneNumberHaveNoExponent() {
    assertFalse(PowerLaw.of(new double[0], new double[0]).exponent().exists());
    assertFalse(PowerLaw.of(new double[] {10}, new double[] {5}).exponent().exists());
    assertFalse(PowerLaw.of(new double[] {10, 10, 10}, new double[] {5, 6, 7}).exponent().exists());
  }

  @Test
  void whatHasNoLogarithmIsRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> PowerLaw.of(new double[] {1, 2}, new double[] {3, 0}));
    assertEquals("a power law needs values above 0: 0.0", error.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> PowerLaw.of(new double[] {1, 2}, new double[] {3}));
  }
}
