package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WrongArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                           | a command is needed, one of",
        "nonsense                     | no command nonsense; the commands are",
        "list --nonsense              | no option --nonsense; the options are",
        "list nonsense                | what to list must be one of allocators, ",
        "list allocators metrics      | one argument too many: metrics",
        "list allocators --format xml | a format must be table, csv or json: xml",
        "doctor now                   | one argument too many: now",
      })
  void giveOneLineThatSaysWhatIsAllowed(String line, String said) {
    Heard heard = Heard.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertEquals(2, heard.status());
    assertEquals("", heard.out());
    assertEquals(1, heard.errLines().size(), heard.err());
    assertTrue(heard.err().contains(said), heard.err());
  }
}
