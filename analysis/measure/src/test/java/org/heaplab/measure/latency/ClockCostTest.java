package org.heaplab.measure.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockCostTest {
  @Test
  void theCostIsTheMedianAndTheStepTheLeastThatIsNotZero() {
    assertEquals(new ClockCost(20, 7), ClockCost.of(30, 0, 20, 7, 900));
  }

  @Test
  void aClockThatNeverMovesHasNoStep() {
    assertEquals(new ClockCost(0, 0), ClockCost.of(0, 0));
  }

  @Test
  void theClockOfThisMachineMoves() {
    assertTrue(ClockCost.here().stepNanos() > 0);
  }
}
