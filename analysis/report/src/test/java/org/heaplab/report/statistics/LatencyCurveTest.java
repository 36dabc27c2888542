package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyCurveTest {
  @Test
  void oneNineIsWhatATenthExceeds() {
    var histogram = new Histogram(3);
    histogram.recordValueWithCount(20, 900);
    histogram.recordValueWithCount(500, 90);
    histogram.recordValueWithCount(2000, 10);
    LatencyCurve curve = LatencyCurve.of(histogram);
    assertEquals(20, at(curve, 1));
    assertEquals(500, at(curve, 1.5));
    assertEquals(500, at(curve, 2));
    assertEquals(3, curve.nines()[curve.nines().length - 1], 1e-12);
    assertEquals((double) histogram.getMaxValue(), curve.nanos()[curve.nanos().length - 1]);
  }

  @Test
  void risesFromTheMinimumToTheMaximum() {
    var histogram = new Histogram(3);
    for (int nanos = 1; nanos < 5000; nanos += 7) histogram.recordValue(nanos);
    LatencyCurve curve = LatencyCurve.of(histogram);
    assertEquals(1, curve.nanos()[0]);
    for (int i = 1; i < curve.nanos().length; i++) {
      assertTrue(curve.nines()[i] > curve.nines()[i - 1]);
      assertTrue(curve.nanos()[i] >= curve.nanos()[i - 1]);
    }
  }

  @Test
  void aSingleOperationIsAPoint() {
    var histogram = new Histogram(3);
    histogram.recordValue(42);
    assertEquals(1, LatencyCurve.of(histogram).nines().length);
    assertEquals(42, LatencyCurve.of(histogram).nanos()[0]);
  }

  private static double at(LatencyCurve curve, double nines) {
    for (int i = 0; i < curve.nines().length; i++) {
      if (Math.abs(curve.nines()[i] - nines) < 1e-9) return curve.nanos()[i];
    }
    throw new AssertionError("no point at " + nines + " nines");
  }
}
