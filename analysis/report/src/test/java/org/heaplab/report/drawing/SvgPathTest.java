package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          M1.04,2 L3,2.5                     | m1 2l2 .5
          M0,0 L-1,-1 Z M5,5 L6,5            | m0 0l-1-1zm5 5l1 0
          M1,1 Q2,2 3,1 C4,4 5,5 6,1         | m1 1q1 1 2 0c1 3 2 4 3 0
          M10,10 L10.01,10.02 L11,10         | m10 10l1 0
          M1E1,0.25 L1.05E1,0                | m10 .3l.5-.3
          """)
  void aPathIsWrittenByItsSteps(String absolute, String steps) {
    assertEquals(steps, SvgPath.shorter(absolute));
  }

  @Test
  void roundingDoesNotAddUp() {
    var path = new StringBuilder("M0,0");
    for (int i = 1; i <= 1000; i++) path.append(" L").append(i * 0.26).append(",0");
    String[] steps = SvgPath.shorter(path.toString()).substring("m0 0l".length()).split(" 0l?", -1);
    double end = 0;
    for (String step : steps) end += step.isEmpty() ? 0 : Double.parseDouble(step);
    assertEquals(260, end, 0.051);
  }

  @Test
  void anotherCommandIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SvgPath.shorter("M0,0 A1,1 0 0 0 2,2"));
  }
}
