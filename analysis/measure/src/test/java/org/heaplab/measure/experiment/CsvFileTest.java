package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("table.csv");
  }

  private CsvFile open() throws IOException {
    return new CsvFile(file, List.of("a", "b"));
  }

  @Test
  void rowsComeBackWithNullAsAnEmptyCellAndTextQuoted() throws IOException {
    open().append(List.of(Arrays.asList(1, null), List.of("x, \"y\"", 2.5)));
    assertEquals("a,b\n1,\n\"x, \"\"y\"\"\",2.5\n", Files.readString(file));
    List<CsvFile.Row> rows = open().rows();
    assertEquals(2, rows.size());
    assertEquals("x, \"y\"", rows.get(1).get("a"));
  }

  @Test
  void lineThatWasCutOffIsDropped() throws IOException {
    open().append(List.of(List.of(1, 2), List.of(3, 4)));
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      open();
      String expected = whole.substring(0, whole.lastIndexOf('\n', length - 1) + 1);
      assertEquals(expected.isEmpty() ? "a,b\n" : expected, Files.readString(file));
    }
  }

  @Test
  void tableWithOtherColumnsIsRefused() throws IOException {
    Files.writeString(file, "a,c\n");
    assertThrows(IOException.class, this::open);
  }
}
