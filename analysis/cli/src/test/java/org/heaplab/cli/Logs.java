package org.heaplab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small logs for tests.
final class Logs {
  private Logs() {}

  /// Three mallocs, a realloc and two frees in malloclab's format.
  static Path small(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        20000
        3
        6
        1
        a 0 512
        a 1 128
        r 0 640
        a 2 10000
        f 1
        f 0
        """);
  }
}
