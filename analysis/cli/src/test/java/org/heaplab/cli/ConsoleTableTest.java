package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.heaplab.cli.output.ConsoleTable;
import org.junit.jupiter.api.Test;

final class ConsoleTableTest {
  @Test
  void alignsWordsToTheLeftAndNumbersToTheRight() {
    var table =
        new ConsoleTable().column("name", false).column("bytes", true).column("kind", false);
    table.row(List.of("page", "9", "java")).row(List.of("b", "1,000,000", ""));
    assertEquals(
        """
        name      bytes  kind
        page          9  java
        b     1,000,000
        """,
        table.toString());
  }

  @Test
  void refusesARowOfAnotherLength() {
    var table = new ConsoleTable().column("name", false);
    assertThrows(IllegalArgumentException.class, () -> table.row(List.of()));
  }
}
