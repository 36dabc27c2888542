package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT | 1863680  | 1,863,680",
        "BYTES | 512      | 512 B",
        "BYTES | 1536     | 1.50 KiB",
        "BYTES | 33152193 | 31.62 MiB",
        "RATIO | 1.23456  | 1.235",
        "SHARE | 0.0512   | 5.1 %",
        "NANOS | 12.345   | 12.35 ns",
        "NANOS | 1500000  | 1.50 ms",
      })
  void valuesAreShownWithTheirUnits(Unit unit, double value, String shown) {
    assertEquals(shown, unit.format(value));
  }
}
