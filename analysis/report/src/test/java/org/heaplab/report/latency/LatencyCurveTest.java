package org.heaplab.report.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heaplab.results.metric.LatencyCounts;
import org.junit.jupiter.api.Test;

class LatencyCurveTest {
  @Test
  void oneNineIsWhatATenthExceeds() {
    LatencyCurve curve =
        LatencyCurve.of(
            new LatencyCounts(new double[] {20, 500, 2000}, new double[] {900, 90, 10}));
    assertEquals(20, at(curve, 1));
    assertEquals(500, at(curve, 1.5));
    assertEquals(500, at(curve, 2));
    assertEquals(3, curve.nines()[curve.nines().length - 1], 1e-12);
    assertEquals(2000, curve.nanos()[curve.nanos().length - 1]);
  }

  @Test
  void risesFromTheMinimumToTheMaximum() {
    double[] nanos = IntStream.iterate(1, n -> n < 5000, n -> n + 7).asDoubleStream().toArray();
    double[] counts = new double[nanos.length];
    Arrays.fill(counts, 1);
    LatencyCurve curve = LatencyCurve.of(new LatencyCounts(nanos, counts));
    assertEquals(1, curve.nanos()[0]);
    for (int i = 1; i < curve.nanos().length; i++) {
      assertTrue(curve.nines()[i] > curve.nines()[i - 1]);
      assertTrue(curve.nanos()[i] >= curve.nanos()[i - 1]);
    }
  }

  @Test
  void aSingleOperationIsAPoint() {
    var one = new LatencyCounts(new double[] {42}, new double[] {1});
    assertEquals(1, LatencyCurve.of(one).nines().length);
    assertEquals(42, LatencyCurve.of(one).nanos()[0]);
  }

  private static double at(LatencyCurve curve, double nines) {
    for (int i = 0; i < curve.nines().length; i++) {
      if (Math.abs(curve.nines()[i] - nines) < 1e-9) return curve.nanos()[i];
    }
    throw new AssertionError("no point at " + nines + " nines");
  }
}
