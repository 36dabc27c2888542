package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
  @TempDir Path folder;

  @Test
  void aFolderWithoutARunGivesOneLine() {
    assertOneLine();
  }

  @Test
  void aBrokenResultGivesOneLine() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{");
    assertOneLine();
  }

  @Test
  void aPageWithoutABlockOfTheRunIsAFailureAndStays() throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"command": [], "heaplab": "", "commit": "", "suite": "quick", "seed": 1,
         "experiments": ["survey"], "workloads": [], "allocators": [], "start": "2026-01-01",
         "end": null, "cores": 2}
        """);
    Path page = folder.resolve("page.md");
    String text = "<!-- begin handle-bars/bars -->\nold\n<!-- end handle-bars/bars -->\n";
    Files.writeString(page, text);
    Heard heard = Heard.of("report", folder.toString(), "--into", page.toString());
    assertEquals(1, heard.status());
    assertEquals(1, heard.errLines().size(), heard.err());
    assertEquals(text, Files.readString(page));
  }

  private void assertOneLine() {
    Heard heard = Heard.of("report", folder.toString());
    assertEquals(1, heard.status());
    assertEquals("", heard.out());
    assertEquals(1, heard.errLines().size(), heard.err());
  }
}
