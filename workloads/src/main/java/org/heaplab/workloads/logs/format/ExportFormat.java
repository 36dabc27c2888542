package org.heaplab.workloads.logs.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.heaplab.workloads.AtomicFile;
import org.heaplab.workloads.Trace;

/// A text format that other tools read. It leaves out what it has no place for.
public interface ExportFormat {
  /// All export formats.
  static List<ExportFormat> all() {
    return List.of(new MemoryReplayText(), new MtraceText(), new MalloclabText());
  }

  /// @throws IllegalArgumentException when there is no format with that name
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

  /// The format's name on the command line.
  String name();

  /// What it has a place for.
  Set<Detail> keeps();

  /// What a trace has and the text has not.
  default Set<Detail> lost(Trace trace) {
    Set<Detail> lost = Detail.of(trace);
    lost.removeAll(keeps());
    return lost;
  }

  /// Writes a trace and leaves the stream open.
  void write(Trace trace, OutputStream out) throws IOException;

  /// Writes a trace to a file, all or nothing.
  ///
  /// @throws IOException when the file cannot be written
  default void write(Trace trace, Path file) throws IOException {
    AtomicFile.write(file, out -> write(trace, out));
  }
}
