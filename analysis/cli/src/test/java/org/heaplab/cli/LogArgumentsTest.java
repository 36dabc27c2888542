package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs of other tools as arguments: what is said of them, and archives of several.
final class LogArgumentsTest {
  @TempDir Path folder;

  @Test
  void aCutLogIsSaidToBeCut() throws IOException {
    Path log = Files.writeString(folder.resolve("cut.txt"), "1: malloc 0x10 8\n1: free 0x1");
    Heard heard = Heard.of("stat", log.toString(), "--format", "csv");
    assertEquals(0, heard.status());
    assertEquals(
        List.of("heaplab: cut: the log is cut: what is not whole at its end was left out"),
        heard.errLines());
  }

  @Test
  void theFirstTornLineIsNamed() throws IOException {
    Path log = Files.writeString(folder.resolve("torn.txt"), "1: malloc 0x10 8\n1: fr\n");
    Heard heard = Heard.of("stat", log.toString(), "--format", "csv");
    assertEquals(0, heard.status());
    assertEquals(1, heard.errLines().size());
    String start = "heaplab: torn: 1 torn lines left out, the first at " + log + ", line 2: ";
    assertTrue(heard.err().startsWith(start), heard.err());
  }

  @Test
  void anArchiveStandsForAllItsTraces() throws IOException {
    String zip = zip().toString();
    Heard heard = Heard.of("stat", zip, "--format", "csv");
    assertEquals(0, heard.status(), heard.err());
    assertEquals(3, heard.outLines().size());
    assertTrue(heard.outLines().get(1).startsWith("set/one,"), heard.out());
    assertTrue(heard.outLines().get(2).startsWith("set/x/two,"), heard.out());
    Heard minheap = Heard.of("minheap", zip, "-a", "first-fit", "--format", "csv");
    assertEquals(3, minheap.outLines().size(), minheap.err());
  }

  @Test
  void oneOfThemIsNamedBehindTheArchive() throws IOException {
    Heard heard = Heard.of("stat", zip() + "/x/two.rep", "--format", "csv");
    assertEquals(0, heard.status(), heard.err());
    assertTrue(heard.outLines().getLast().startsWith("set/x/two,"), heard.out());
  }

  @Test
  void whereOnlyOneCanStandTheArchiveIsNamedAsSuch() throws IOException {
    Path zip = zip();
    Heard heard = Heard.of("export", zip.toString(), "-o", folder.resolve("out").toString());
    assertEquals(1, heard.status());
    assertEquals(
        List.of(
            "heaplab: "
                + zip
                + ": has 2 traces (one.rep, x/two.rep): name one of them, as in "
                + zip
                + "/one.rep"),
        heard.errLines());
  }

  private Path zip() throws IOException {
    Path file = folder.resolve("set.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : new String[] {"one.rep", "README", "x/two.rep"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(
            (name.equals("README") ? "Read me.\n" : "1 1 2 1\na 0 64\nf 0\n")
                .getBytes(StandardCharsets.US_ASCII));
      }
    }
    return file;
  }
}
