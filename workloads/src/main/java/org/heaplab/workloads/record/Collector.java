package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The process that starts the program and saves what its recorder writes: `collector.c`. It runs
/// on when this Java process ends, so nothing of the recording is lost.
final class Collector {
  /// The line of its report that says that all records are written.
  static final String DONE = "done";

  private Collector() {}

  /// @param collector an executable
  /// @param library the library to preload
  record Compiled(Path collector, Path library) {}

  /// Starts the collector, which starts the program.
  static ReportingChild start(Posix posix, Compiled programs, Path spool, RecordOptions options)
      throws IOException {
    return ReportingChild.start(
        posix,
        (out, in) -> {
          var command = new ArrayList<String>();
          command.add(programs.collector().toString());
          command.addAll(List.of("run", spool.toString(), programs.library().toString()));
          command.add(options.children() ? "children" : "alone");
          command.add(Integer.toString(options.frames()));
          command.addAll(List.of(out, in, ReportingChild.ignoredSignals()));
          command.addAll(options.command());
          return command;
        });
  }

  /// Moves the records that are still in the channel of a killed collector into the spool.
  static void salvage(Compiled programs, Path spool) throws IOException {
    try {
      new ProcessBuilder(programs.collector().toString(), "salvage", spool.toString())
          .inheritIO()
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
