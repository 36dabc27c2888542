package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is wrong with a file, there is one line that begins with its name, and status 1.
final class BrokenTraceTest {
  @TempDir Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void makeTrace() throws IOException {
    file = folder.resolve("t.trace");
    Heard.of("import", Logs.small(folder.resolve("t.rep")).toString(), "-o", file.toString());
    whole = Files.readAllBytes(file);
  }

  private void assertRefused() {
    for (String[] command :
        new String[][] {
          {"stat"}, {"replay", "-a", "bump"}, {"import", "-o", folder + "/o.trace"}
        }) {
      String[] arguments = Arrays.copyOf(command, command.length + 1);
      arguments[command.length] = file.toString();
      Heard heard = Heard.of(arguments);
      assertEquals(1, heard.status(), heard.err());
      assertEquals("", heard.out());
      assertEquals(1, heard.errLines().size(), heard.err());
      assertTrue(heard.err().startsWith("heaplab: " + file), heard.err());
    }
  }

  @Test
  void cut() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertRefused();
  }

  @Test
  void flippedByte() throws IOException {
    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    assertRefused();
  }

  @Test
  void empty() throws IOException {
    Files.write(file, new byte[0]);
    assertRefused();
  }

  @Test
  void text() throws IOException {
    Files.writeString(file, "To be, or not to be, that is the question:\n");
    assertRefused();
  }

  @Test
  void sparse() throws IOException {
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
    assertRefused();
  }

  @Test
  void folder() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused();
  }

  @Test
  void missing() throws IOException {
    Files.delete(file);
    assertRefused();
  }
}
