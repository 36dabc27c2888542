package org.heaplab.workloads.synthetic.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeLawTest {
  private static final int DRAWS = 200_000;

  private static long[] sorted(SizeLaw law) {
    var random = new Sampler(7);
    long[] sizes = new long[DRAWS];
    Arrays.setAll(sizes, i -> law.next(random));
    Arrays.sort(sizes);
    return sizes;
  }

  @Test
  void aPowerLawHasTheMeanOfItsDensity() {
    // Density proportional to x^−2 from 10 to 1000: the mean is ln 100 ÷ (1/10 − 1/1000). Sizes are
    // rounded down, by a half on average.
    double mean = Math.log(100) / (1 / 10.0 - 1 / 1000.0);
    assertEquals(mean - 0.5, SizeLaw.power(2, 10, 999).mean(), 0.02 * mean);
  }

  @Test
  void aPowerLawWithExponentOneHasAUniformLogarithm() {
    long[] sizes = sorted(SizeLaw.power(1, 16, 4095));
    assertEquals(256.0, (double) sizes[DRAWS / 2], 6.0);
    assertTrue(sizes[0] == 16 && sizes[DRAWS - 1] <= 4095);
  }

  @Test
  void halfOfLogNormalSizesAreBelowTheMedian() {
    long[] sizes = sorted(SizeLaw.logNormal(48, 1.2, 1 << 20));
    assertEquals(48.0, (double) sizes[DRAWS / 2], 1.0);
    // One standard deviation above it.
    assertEquals(48 * Math.exp(1.2), (double) sizes[(int) (0.8413 * DRAWS)], 4.0);
  }

  @Test
  void uniformSizesHaveTheMeanOfTheirLimits() {
    assertEquals(20.0, SizeLaw.uniform(10, 30).mean(), 0.1);
  }

  @Test
  void partsOfAMixtureHaveTheirShares() {
    SizeLaw law =
        SizeLaw.mixture(
            List.of(SizeLaw.fixed(1), SizeLaw.fixed(2), SizeLaw.fixed(3)),
            new Shares(List.of(3.0, 0.0, 1.0)));
    long[] sizes = sorted(law);
    assertEquals(1.5, law.mean(), 0.02);
    assertTrue(Arrays.stream(sizes).noneMatch(size -> size == 2));
  }

  @Test
  void sharesMustBeAbleToBeDrawn() {
    assertThrows(IllegalArgumentException.class, () -> new Shares(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Shares(List.of(0.0)));
    assertThrows(IllegalArgumentException.class, () -> new Shares(List.of(1.0, -1.0)));
  }

  @Test
  void lifetimesHaveTheirMeans() {
    assertEquals(100, mean(Lifetime.Law.fixed(100), 8), 1e-9);
    assertEquals(100, mean(Lifetime.Law.exponential(100), 8), 1);
    assertEquals(0.9 * 20 + 0.1 * 1000, mean(Lifetime.Law.bimodal(0.9, 20, 1000), 8), 3);
    Lifetime.Law bySize = Lifetime.Law.bySize(100, 64, 0.5);
    assertEquals(100, mean(bySize, 64), 1);
    assertEquals(400, mean(bySize, 1024), 4);
  }

  private static double mean(Lifetime.Law law, long size) {
    var random = new Sampler(3);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) sum += law.next(size, random);
    return sum / DRAWS;
  }
}
