package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference against itself, and against itself with other numbers.
final class ReproduceCommandTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("heaplab.home")).resolve("results/reference/handle");

  @TempDir Path folder;

  private static Heard reproduce(Path run) {
    return Heard.of("reproduce", "--of", run.toString());
  }

  @Test
  void theReferenceReproducesItself() {
    Heard heard = reproduce(REFERENCE);
    assertEquals(0, heard.status(), heard.err());
    assertTrue(heard.out().contains("holds"), heard.out());
  }

  @Test
  void aFolderOfRunsIsComparedAsAWhole() {
    Heard heard = reproduce(REFERENCE.getParent());
    assertEquals(0, heard.status(), heard.err());
    assertTrue(heard.out().contains("jeff-metadata"), heard.out());
    assertFalse(heard.out().contains("FAILS"), heard.out());
  }

  @Test
  void spaceThatDiffersIsAFailure() throws IOException {
    Heard heard = reproduce(changed(0, 1.001));
    assertEquals(1, heard.status());
    assertTrue(heard.err().contains("mean ratio of Java allocators differs in 1 of"), heard.err());
  }

  @Test
  void aClaimThatIsFalseHereIsAFailureWithBothNumbers() throws IOException {
    Heard heard = reproduce(changed(Integer.MAX_VALUE, 2));
    assertEquals(1, heard.status());
    assertTrue(
        heard.errLines().stream()
            .anyMatch(line -> line.matches(".*the claim .* fails: .* here, .* in the reference")),
        heard.err());
  }

  /// @param most rows of the subject that are changed, beyond the first
  /// @param factor of its mean ratio
  private Path changed(int most, double factor) throws IOException {
    try (Stream<Path> files = Files.list(REFERENCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path space = folder.resolve("space.csv");
    List<String> lines = Files.readAllLines(space);
    int column = List.of(lines.getFirst().split(",")).indexOf("mean_ratio");
    int changed = 0;
    for (int i = 1; i < lines.size() && changed <= most; i++) {
      String[] cells = lines.get(i).split(",", -1);
      if (!cells[2].equals("handle:align=malloc")) continue;
      cells[column] = Double.toString(factor * Double.parseDouble(cells[column]));
      lines.set(i, String.join(",", cells));
      changed++;
    }
    Files.write(space, lines);
    return folder;
  }
}
