package org.heaplab.workloads.logs.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.workloads.AtomicFile;
import org.heaplab.workloads.Trace;

/// A text format that other people's tools read. Locks, accesses and marks have no place in them
/// and are left out.
public interface ExportFormat {
  /// Every format there is.
  static List<ExportFormat> all() {
    return List.of(new MemoryReplayText(), new MalloclabText());
  }

  /// @throws IllegalArgumentException when there is no format of that name
  static ExportFormat find(String name) {
    return all().stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an export format must be one of "
                        + all().stream().map(ExportFormat::name).toList()
                        + ": "
                        + name));
  }

  /// What the command line calls it.
  String name();

  /// Writes a trace and leaves the stream open.
  void write(Trace trace, OutputStream out) throws IOException;

  /// Writes a trace to a file, all or nothing.
  ///
  /// @throws IOException when the file cannot be written
  default void write(Trace trace, Path file) throws IOException {
    AtomicFile.write(file, out -> write(trace, out));
  }
}
