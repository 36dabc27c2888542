package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class SchemaTextTest {
  private static final Path README =
      Path.of(System.getProperty("heaplab.home"), "results", "README.md");
  private static final String BEGIN = "<!-- begin tables -->\n";
  private static final String END = "<!-- end tables -->\n";

  @Test
  void theWrittenPageHasEveryTableAndColumn() throws IOException {
    String text = Files.readString(README);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (Boolean.getBoolean("heaplab.write")) {
      Files.writeString(
          README, text.substring(0, begin) + SchemaText.markdown() + text.substring(end));
    } else {
      assertEquals(SchemaText.markdown(), text.substring(begin, end));
    }
  }

  @Test
  void everyFolderOfTheReferenceIsExplained() throws IOException {
    String text = Files.readString(README);
    try (Stream<Path> folders = Files.list(README.resolveSibling("reference"))) {
      for (Path folder : folders.filter(ManifestFile::isIn).toList()) {
        String row = "| `%s` | ".formatted(folder.getFileName());
        assertTrue(text.contains(row), row);
      }
    }
  }

  @Test
  void everyTableHasAFileOfItsOwnAndEveryColumnStandsOnce() {
    var files = new HashSet<String>();
    for (Table table : Tables.ALL) {
      assertEquals(true, files.add(table.file()), table.file());
      List<String> names = table.columnNames();
      assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    }
  }
}
