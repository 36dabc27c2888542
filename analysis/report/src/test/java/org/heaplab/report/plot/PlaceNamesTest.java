package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceNamesTest {
  private static void assertShort(List<String> expected, String... names) {
    assertEquals(expected, PlaceNames.inShort(List.of(names)));
  }

  @Test
  void aPlaceIsItsInnermostFunction() {
    assertShort(List.of("parse (p.c:1)", "store"), "parse (p.c:1) ← main", "store ← main");
  }

  @Test
  void functionsThatPlacesShareAreLeftOut() {
    assertShort(
        List.of("… ← list", "… ← text", "read"),
        "alloc ← new ← list ← main",
        "alloc ← new ← text",
        "read ← main");
  }

  @Test
  void aPlaceThatIsTheEndOfAnotherKeepsItsLastFunction() {
    assertShort(List.of("… ← new", "… ← list"), "alloc ← new", "alloc ← new ← list");
  }

  @Test
  void aLongNameKeepsItsLine() {
    assertShort(
        List.of("a_function_with_a_long_…ser.c++:12034)"),
        "a_function_with_a_long_name (a_long_parser.c++:12034)");
  }
}
