package org.heaplab.workloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Folders for what the disk that it was meant for has no room for. They are on other disks on many
/// systems.
public final class OtherDisk {
  private static final String PREFIX = "heaplab-";

  private OtherDisk() {}

  /// Writes a file.
  @FunctionalInterface
  public interface Writer {
    void write(Path file) throws IOException;
  }

  /// The folders in the order in which to try them.
  public static List<Path> folders() {
    return List.of(
        Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/tmp"), Path.of("/dev/shm"));
  }

  /// Writes a file in its folder or, when that fails, into a new folder on another disk.
  ///
  /// @param note takes one line about a file that is elsewhere
  /// @return where the file is
  /// @throws IOException why it could not be written into its own folder, when no other one would
  ///   do
  public static Path write(Path file, Writer writer, Consumer<String> note) throws IOException {
    try {
      writer.write(file);
      return file;
    } catch (IOException e) {
      for (Path folder : folders()) {
        try {
          Path other = Files.createTempDirectory(folder, PREFIX).resolve(file.getFileName());
          writer.write(other);
          note.accept("%s could not be written (%s)".formatted(file, reason(e)));
          return other;
        } catch (IOException f) {
          e.addSuppressed(f);
        }
      }
      throw new IOException("cannot write %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such folder" : e.getMessage();
  }
}
