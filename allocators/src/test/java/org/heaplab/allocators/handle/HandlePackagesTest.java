package org.heaplab.allocators.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// That the packages of the handle heap know each other in one direction only.
final class HandlePackagesTest {
  private static final Path SOURCES = Path.of("src/main/java/org/heaplab/allocators/handle");

  private static final Pattern IMPORT =
      Pattern.compile(
          "^import (?:static )?org\\.heaplab\\.allocators\\.handle\\.(\\w+)", Pattern.MULTILINE);

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "pages", Set.of(),
          "table", Set.of("pages"),
          "slabs", Set.of("pages"),
          "extents", Set.of("pages"),
          "blocks", Set.of("pages", "table", "slabs", "extents"),
          "compaction", Set.of("pages", "table", "slabs", "extents"),
          "audit", Set.of("pages", "table", "slabs", "extents", "blocks"));

  @Test
  void allPackagesAreListed() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertEquals(
          KNOWN.keySet(),
          files
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toSet()));
    }
  }

  static Stream<String> packages() {
    return KNOWN.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageKnowsOnlyThoseBelowIt(String name) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
      for (Path file : files.toList()) {
        List<String> imported =
            IMPORT
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult line) -> line.group(1))
                .filter(other -> !other.equals(name))
                .toList();
        assertTrue(KNOWN.get(name).containsAll(imported), () -> file + " imports " + imported);
      }
    }
  }
}
