package org.heaplab.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class ReplayProgram {
  private ReplayProgram() {}

  static Path compile() throws IOException {
    Path folder = Files.createTempDirectory("heaplab-");
    Path source = folder.resolve("replay.c");
    Path program = folder.resolve("replay");
    try (var in = ReplayProgram.class.getResourceAsStream("replay.c")) {
      Files.copy(in, source);
    }
    try {
      new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString(), "-ldl")
          .inheritIO()
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return program;
  }
}
