package org.heaplab.workloads.files;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;

/// Opens any file that holds a trace: our own `.trace`, or what another tool wrote, plain or
/// compressed, in a tar or a zip. The format is known by the contents; the name of the file names
/// the trace only ([Trace#nameOf]).
public final class Traces {
  private Traces() {}

  /// Opens a file. In a tar or zip of several logs, these are the parts of one, chained by their
  /// names: `start-to-page.log`, `page-to-exit.log`.
  ///
  /// @throws TraceException when the file cannot be read or is broken: one line with file, position
  ///   and rule
  public static Trace open(Path file) {
    return open(List.of(file));
  }

  /// Opens several logs of one format, in the order given, as one trace: blocks live at the end of
  /// one are known in the next. The trace is called by all their names, joined by `+`.
  ///
  /// @throws TraceException when a file cannot be read or is broken: one line with file, position
  ///   and rule
  public static Trace open(List<Path> files) {
    if (files.isEmpty()) throw new TraceException("a trace must have at least one file");
    String name = files.stream().map(Trace::nameOf).collect(Collectors.joining("+"));
    try (var opening = new Opening(name)) {
      files.forEach(opening::add);
      return opening.finish();
    }
  }
}
