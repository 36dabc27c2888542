package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The project's own paper, and copies of it that break a rule.
final class PaperCommandTest {
  private static final Path PAPER = Path.of(System.getProperty("heaplab.home")).resolve("paper");

  @TempDir Path folder;

  @Test
  void thePaperIsMadeOfTheReferenceResults() throws IOException {
    Heard heard = Heard.of("paper", copy().toString());
    assertEquals(0, heard.status(), heard.err());
    String html = Files.readString(folder.resolve("build/paper.html"));
    assertTrue(html.contains("Table 1.") && html.contains("Figure 1."), heard.out());
  }

  @Test
  void aNumberThatIsTypedIntoTheTextStopsIt() throws IOException {
    Path section = copy().resolve("sections/abstract.tex");
    Files.writeString(section, Files.readString(section) + "\nIt takes 12.5 % less.\n");
    Heard heard = Heard.of("paper", folder.toString());
    assertEquals(1, heard.status());
    assertTrue(heard.err().contains("sections/abstract.tex:"), heard.err());
    assertTrue(heard.err().contains(": 12.5"), heard.err());
    assertEquals(2, heard.errLines().size(), heard.err());
  }

  private Path copy() throws IOException {
    try (Stream<Path> all = Files.walk(PAPER)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path relative = PAPER.relativize(file);
        if (relative.startsWith("build")) continue;
        Path target = folder.resolve(relative.toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return folder;
  }
}
