package org.heaplab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Estimate;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void differencesHaveASignUnlessThereIsNone() {
    assertEquals("+0.012", Numbers.difference(0.0123));
    assertEquals("−1.500", Numbers.difference(-1.5));
    assertEquals("0.000", Numbers.difference(-0.0001));
  }

  @Test
  void bytesHaveThreeDigitsAndAUnit() {
    assertEquals("0 B", Numbers.bytes(0));
    assertEquals("512 B", Numbers.bytes(512));
    assertEquals("4.10 kB", Numbers.bytes(4096));
    assertEquals("33.2 MB", Numbers.bytes(33_152_193));
    assertEquals("179 MB", Numbers.bytes(178.8e6));
    assertEquals("1.00 GB", Numbers.bytes(999.9e6));
  }

  @Test
  void ratiosLoseDigitsAsTheyGrow() {
    assertEquals("1.058", Numbers.ratio(1.0581));
    assertEquals("27.3", Numbers.ratio(27.31));
    assertEquals("106", Numbers.ratio(106.2));
  }

  @Test
  void ticksHaveNoIdleDigits() {
    assertEquals("0", Numbers.tick(0));
    assertEquals("0.5", Numbers.tick(0.5));
    assertEquals("−0.5", Numbers.tick(-0.5));
    assertEquals("10 µs", Numbers.tick(10_000, Metric.Unit.NANOS));
    assertEquals("1.50 ms", Numbers.tick(1_500_000, Metric.Unit.NANOS));
    assertEquals("20", Numbers.tick(20));
    assertEquals("1.2M", Numbers.tick(1_200_000));
    assertEquals("800k", Numbers.tick(800_000));
  }

  @Test
  void aRangeNamesASharedUnitOnce() {
    assertEquals("23.5–34.1 ns", range(23.5, 34.1));
    assertEquals("980 ns–1.03 µs", range(980, 1030));
  }

  @Test
  void aMissingNumberIsADash() {
    for (Metric.Unit unit : Metric.Unit.values()) {
      assertEquals(Numbers.NONE, Numbers.of(Double.NaN, unit));
    }
  }

  private static String range(double low, double high) {
    return Numbers.range(new Estimate(low, low, high, 0.95, 5), Metric.Unit.NANOS);
  }
}
