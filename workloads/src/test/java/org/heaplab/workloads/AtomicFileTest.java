package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFailedWriteLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }));
    assertEquals("before", Files.readString(file));
    assertOneFile();
  }

  @Test
  void replacesTheFileThatALinkNames() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, out -> out.write('x'));
    assertEquals("x", Files.readString(file));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void writesADeviceStraight() throws IOException {
    AtomicFile.write(Path.of("/dev/null"), out -> out.write(1));
    assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
  }

  private void assertOneFile() throws IOException {
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
