package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.results.metric.Unit;
import org.junit.jupiter.api.Test;

class TickTextTest {
  @Test
  void differencesHaveASignUnlessThereIsNone() {
    assertEquals("+0.012", TickText.difference(0.0123));
    assertEquals("−1.500", TickText.difference(-1.5));
    assertEquals("0.000", TickText.difference(-0.0001));
  }

  @Test
  void ticksHaveNoIdleDigits() {
    assertEquals("0", TickText.of(0));
    assertEquals("0.5", TickText.of(0.5));
    assertEquals("−0.5", TickText.of(-0.5));
    assertEquals("10 µs", TickText.of(10_000, Unit.NANOS));
    assertEquals("1.50 ms", TickText.of(1_500_000, Unit.NANOS));
    assertEquals("20", TickText.of(20));
    assertEquals("1.2M", TickText.of(1_200_000));
    assertEquals("800k", TickText.of(800_000));
  }
}
