package org.heaplab.paper.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HtmlFormulasTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2^k | 2<sup><i>k</i></sup>
          x_{i+1} | <i>x</i><sub><i>i</i>+1</sub>
          M \\log n | <i>M</i> log <i>n</i>
          3\\cdot 2^N | 3·2<sup><i>N</i></sup>
          \\lceil x \\rceil | ⌈<i>x</i> ⌉
          a < b | <i>a</i> &lt; <i>b</i>
          """)
  void aFormulaBecomesHtml(String tex, String html) {
    assertEquals(html, Formulas.html(tex));
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Formulas.html("\\frac{1}{n}"));
  }
}
