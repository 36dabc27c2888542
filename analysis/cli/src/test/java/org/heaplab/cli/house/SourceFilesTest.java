package org.heaplab.cli.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What holds for the source files of all modules.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SourceFilesTest {
  private static final Path HOME = Path.of(System.getProperty("heaplab.home"));
  private static final int MOST_LINES = 350;
  private static final int MOST_FILES = 20;

  private List<Path> sources;

  @BeforeAll
  void find() throws IOException {
    try (Stream<Path> files = Files.walk(HOME)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/"))
              .filter(file -> !HOME.relativize(file).toString().contains("target/"))
              .filter(file -> !file.endsWith("package-info.java"))
              .toList();
    }
    assertTrue(sources.size() > 300, () -> sources.size() + " files");
  }

  private Stream<Path> mainSources() {
    return sources.stream().filter(file -> file.toString().contains("/src/main/"));
  }

  @Test
  void noTwoClassesHaveTheSameName() {
    Map<String, List<Path>> byName =
        sources.stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()));
    byName.values().removeIf(files -> files.size() == 1);
    assertEquals(Map.of(), byName);
  }

  @Test
  void noPackageHasMoreThanTwentyFiles() {
    Map<Path, Long> byFolder =
        mainSources()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    byFolder.values().removeIf(files -> files <= MOST_FILES);
    assertEquals(Map.of(), byFolder);
  }

  @Test
  void noFileIsLongerThanTheLimit() throws IOException {
    for (Path file : mainSources().toList()) {
      long lines = Files.readAllLines(file).size();
      assertTrue(lines <= MOST_LINES, () -> file + ": " + lines + " lines");
    }
  }
}
