package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.results.metric.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BYTES | 0          | 0 B
          BYTES | 9.25       | 9.25 B
          BYTES | 1023       | 1023 B
          BYTES | 1024       | 1.00 KiB
          BYTES | 30649876   | 29.23 MiB
          BYTES | 2e15       | 1818.99 TiB
          NANOS | 608        | 608 ns
          NANOS | 1000       | 1.00 µs
          NANOS | 81.52      | 81.52 ns
          NANOS | 1060000    | 1.06 ms
          NANOS | 2e12       | 2000.00 s
          RATIO | 1.25       | 1.250
          RATIO | 9.994      | 9.994
          RATIO | 9.995      | 10.0
          RATIO | 12.34      | 12.3
          RATIO | 99.94      | 99.9
          RATIO | 99.95      | 100
          RATIO | 340        | 340
          SHARE | 0.013      | 1.3 %
          COUNT | 2513328    | 2,513,328
          """)
  void aValueIsWrittenWithItsUnit(Unit unit, double value, String text) {
    assertEquals(text, unit.format(value));
  }

  @Test
  void whatThereIsNotIsADash() {
    assertEquals("–", Unit.BYTES.format(Double.NaN));
    assertEquals("–", Unit.NONE.format(null));
  }

  @Test
  void valuesOfEveryKindAreWritten() {
    assertEquals("yes", Unit.NONE.format(true));
    assertEquals("no", Unit.NONE.format(false));
    assertEquals("malloc", Unit.NONE.format("malloc"));
    assertEquals("2.00 KiB", Unit.BYTES.format((Object) 2048L));
    assertEquals("2.00 KiB", Unit.BYTES.format(2048L));
  }

  @Test
  void whatIsNotMeasuredInAnythingHasNoTitle() {
    assertEquals("", Unit.COUNT.title());
    assertEquals("ns", Unit.NANOS.title());
  }

  @Test
  void aUnitThatBothEndsShareIsWrittenOnce() {
    assertEquals("980–990 ns", Unit.NANOS.range(980, 990));
    assertEquals("980 ns–1.03 µs", Unit.NANOS.range(980, 1030));
    assertEquals("1.020–1.140", Unit.RATIO.range(1.02, 1.14));
  }
}
