package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.results.metric.LatencyCounts;
import org.junit.jupiter.api.Test;

final class LatencyCountsTest {
  /// Nobody took 10 ns, three took 20 ns, one 30 ns.
  private static final LatencyCounts FOUR =
      new LatencyCounts(new double[] {10, 20, 30}, new double[] {0, 3, 1});

  @Test
  void aBucketCountsAsOftenAsItSays() {
    assertEquals(4, FOUR.total());
    assertEquals(20, FOUR.quantile(0.5));
    assertEquals(20, FOUR.quantile(0.75));
    assertEquals(30, FOUR.quantile(0.76));
    assertEquals(30, FOUR.quantile(1));
  }

  @Test
  void theLeastShareIsTheLeastCountedValue() {
    assertEquals(20, FOUR.quantile(0));
  }

  @Test
  void noShareLiesBeyondTheLastBucket() {
    assertEquals(30, FOUR.quantile(1.01));
  }

  @Test
  void noOperationsHaveNoQuantile() {
    var none = new LatencyCounts(new double[0], new double[0]);
    assertTrue(none.isEmpty());
    assertFalse(FOUR.isEmpty());
    assertTrue(Double.isNaN(none.quantile(0.5)));
  }
}
