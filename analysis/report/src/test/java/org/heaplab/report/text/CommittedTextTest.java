package org.heaplab.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.results.RunFolder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every number on a page is the one that the committed results give.
final class CommittedTextTest {
  private static final Path HOME = Path.of("../..");
  private static final List<Path> PAGES =
      List.of(
          HOME.resolve("allocators/src/main/java/org/heaplab/allocators/handle/DESIGN.md"),
          HOME.resolve("workloads/traces/long-running/README.md"));

  @TestFactory
  Stream<DynamicTest> pagesHaveTheNumbersOfTheCommittedResults() throws IOException {
    List<Path> folders;
    try (Stream<Path> results = Files.list(HOME.resolve("results/reference"))) {
      folders =
          results.filter(folder -> Files.exists(folder.resolve("manifest.json"))).sorted().toList();
    }
    return PAGES.stream()
        .flatMap(
            page ->
                folders.stream()
                    .map(
                        folder ->
                            DynamicTest.dynamicTest(
                                page.getFileName() + " from " + folder.getFileName(),
                                () -> hasTheNumbersOf(folder, page))));
  }

  private static void hasTheNumbersOf(Path folder, Path page) throws IOException {
    String text = Files.readString(page);
    assertEquals(
        GeneratedText.of(text, RunFolder.read(folder)).text(),
        text,
        () -> "to write them anew: ./heaplab report %s --into %s".formatted(folder, page));
  }
}
