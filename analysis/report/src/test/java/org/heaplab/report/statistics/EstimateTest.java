package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.results.metric.Unit;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static Estimate between(double low, double high) {
    return new Estimate((low + high) / 2, low, high, 0.95, 10);
  }

  @Test
  void aRatioIsATieWhereItsIntervalHoldsOne() {
    assertTrue(between(1, 1.2).isTie());
    assertTrue(between(0.8, 1).isTie());
    assertFalse(between(1.001, 1.2).isTie());
    assertFalse(between(0.8, 0.999).isTie());
  }

  @Test
  void aRatioIsATieWhereItsIntervalIsWithinHalfAPercentOfOne() {
    assertTrue(between(1.001, 1.004).isTie());
    assertTrue(between(0.996, 0.999).isTie());
    assertFalse(between(1.001, 1 + Estimate.AS_GOOD_AS_EQUAL).isTie());
    assertFalse(between(1 - Estimate.AS_GOOD_AS_EQUAL, 0.999).isTie());
  }

  @Test
  void aLimitIsReachedByWhatEndsOnIt() {
    assertTrue(between(1.1, 1.2).isAtMost(1.2));
    assertFalse(between(1.2, 1.3).isAbove(1.2));
    assertFalse(Estimate.alone(5, 1).isAbove(1));
    assertFalse(Estimate.alone(1, 1).isAtMost(5));
  }

  @Test
  void isWrittenWithItsInterval() {
    assertEquals("1.150 (1.100–1.200)", between(1.1, 1.2).written(Unit.RATIO));
    assertEquals("1.100 exact", Estimate.exact(1.1).written(Unit.RATIO));
    assertEquals("1.100 no interval", Estimate.alone(1.1, 1).written(Unit.RATIO));
    assertEquals(Unit.MISSING, Estimate.NONE.written(Unit.RATIO));
  }
}
