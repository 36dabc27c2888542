package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
  @Test
  void aShortCurveStaysAsItIs() {
    double[] x = {1, 2, 3};
    assertSame(x, Thinning.of(x, new double[] {1, 5, 2}).x());
  }

  @Test
  void keepsEndsAndExtremesInOrder() {
    var random = new Random(3);
    double[] x = IntStream.range(0, 100_000).mapToDouble(i -> i).toArray();
    double[] y = random.doubles(x.length).toArray();
    y[54_321] = 7;
    y[67_890] = -7;
    Thinning thin = Thinning.of(x, y);
    assertTrue(thin.x().length < 2000, "" + thin.x().length);
    assertEquals(0, thin.x()[0]);
    assertEquals(99_999, thin.x()[thin.x().length - 1]);
    assertEquals(7, Arrays.stream(thin.y()).max().orElseThrow());
    assertEquals(-7, Arrays.stream(thin.y()).min().orElseThrow());
    for (int i = 1; i < thin.x().length; i++) assertTrue(thin.x()[i] > thin.x()[i - 1]);
  }

  @Test
  void manyPointsAtOnePlaceAreOneColumn() {
    double[] y = IntStream.range(0, 5000).mapToDouble(i -> i).toArray();
    assertEquals(2, Thinning.of(new double[5000], y).x().length);
  }

  @Test
  void aLineKeepsItsCornersAndLosesWhatLiesOnIt() {
    double[] x = {0, 1, 2, 3, 4, 5};
    double[] y = {0, 0.1, 0, 10, 10.1, 10};
    assertArrayEquals(new double[] {0, 2, 3, 5}, Thinning.straight(x, y).x());
  }

  @Test
  void aLineOfOnePointStays() {
    assertArrayEquals(new double[] {7}, Thinning.straight(new double[] {7}, new double[] {1}).x());
  }
}
