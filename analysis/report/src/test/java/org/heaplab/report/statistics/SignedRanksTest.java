package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

final class SignedRanksTest {
  @Test
  void allAboveIsAsUnlikelyAsACoinThatAlwaysFallsOnOneSide() {
    SignedRanks five = SignedRanks.of(new double[] {1, 2, 3, 4, 5});
    assertEquals(2.0 / 32, five.chance(), 1e-12);
    assertEquals(1, five.effect());
    assertEquals(-1, SignedRanks.of(new double[] {-1, -2, -3}).effect());
  }

  /// From tables of the test: of eight pairs, the sum of the smaller ranks is at most 3 with 1.953
  /// %.
  @Test
  void theChanceIsThatOfTheTables() {
    SignedRanks eight = SignedRanks.of(new double[] {-1, -2, 3, 4, 5, 6, 7, 8});
    assertEquals(2 * 5.0 / 256, eight.chance(), 1e-12);
    assertEquals((33 - 3) / 36.0, eight.effect(), 1e-12);
  }

  @Test
  void anotherLibraryFindsTheSame() {
    var random = new Random(3);
    for (int n = 6; n < 20; n++) {
      double[] x = random.doubles(n).toArray();
      double[] y = random.doubles(n).map(value -> value + 0.2).toArray();
      double[] differences = IntStream.range(0, n).mapToDouble(i -> x[i] - y[i]).toArray();
      assertEquals(
          new WilcoxonSignedRankTest().wilcoxonSignedRankTest(x, y, true),
          SignedRanks.of(differences).chance(),
          1e-9);
    }
  }

  @Test
  void equalPairsAndMissingOnesAreLeftOut() {
    assertEquals(new SignedRanks(0, 0, 1), SignedRanks.of(new double[] {0, 0, Double.NaN}));
    assertEquals(3, SignedRanks.of(new double[] {0, 1, 2, Double.NaN, 3}).pairs());
  }

  /// Four equal differences share the rank 2.5.
  @Test
  void tiesShareTheirRank() {
    SignedRanks tied = SignedRanks.of(new double[] {1, 1, 1, -1});
    assertEquals(0.5, tied.effect(), 1e-12);
    assertEquals(2 * 5.0 / 16, tied.chance(), 1e-12);
  }

  @Test
  void aShiftedSampleIsFoundAndAnEqualOneSeldom() {
    var random = new Random(11);
    int foundShifted = 0;
    int foundEqual = 0;
    for (int i = 0; i < 2000; i++) {
      double[] equal = random.doubles(18).map(value -> value - 0.5).toArray();
      double[] shifted = Arrays.stream(equal).map(value -> value + 0.4).toArray();
      if (SignedRanks.of(shifted).chance() < 0.05) foundShifted++;
      if (SignedRanks.of(equal).chance() < 0.05) foundEqual++;
    }
    assertTrue(foundShifted > 1990, "found " + foundShifted);
    assertTrue(foundEqual > 60 && foundEqual < 130, "found " + foundEqual);
  }

  /// Of ten tests in which nothing differs, one alone would be found in 40 of 100 cases.
  @Test
  void correctedTestsFindLittleWhereThereIsNothing() {
    var random = new Random(5);
    int found = 0;
    for (int i = 0; i < 400; i++) {
      double[] chances =
          IntStream.range(0, 10)
              .mapToDouble(
                  test ->
                      SignedRanks.of(random.doubles(18).map(value -> value - 0.5).toArray())
                          .chance())
              .toArray();
      if (Arrays.stream(SignedRanks.corrected(chances)).anyMatch(chance -> chance < 0.05)) found++;
    }
    assertTrue(found < 35, "found " + found);
  }

  @Test
  void theCorrectionIsHolms() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06},
        SignedRanks.corrected(new double[] {0.01, 0.04, 0.03}),
        1e-12);
    assertArrayEquals(new double[0], SignedRanks.corrected(new double[0]));
  }
}
