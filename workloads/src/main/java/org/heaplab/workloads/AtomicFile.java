package org.heaplab.workloads;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a whole file or nothing. The bytes go into a temporary file in the same folder, which is
/// renamed when its bytes are on the disk. If a write fails or the machine stops, the old file is
/// still there. Only devices and pipes are written directly, because they cannot be replaced.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes the contents of a file.
  @FunctionalInterface
  public interface Contents {
    void writeTo(OutputStream out) throws IOException;
  }

  public static void write(Path file, Contents contents) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream device = new BufferedOutputStream(Files.newOutputStream(file))) {
        contents.writeTo(device);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    Path temporary =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (FileChannel channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        contents.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    try (FileChannel directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }
}
