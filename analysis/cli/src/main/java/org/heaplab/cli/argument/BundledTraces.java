package org.heaplab.cli.argument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.cli.output.Console;
import org.heaplab.measure.experiment.TraceSource;
import org.heaplab.results.manifest.ReplayedWorkload;

/// The recorded traces that come with the project: those of programs that do a piece of work and
/// end, and in a folder of their own those of long-running ones.
public record BundledTraces(Path folder) {
  private static final String SUFFIX = ".trace";

  public static BundledTraces of(Console console) {
    return new BundledTraces(console.home().resolve("workloads/traces"));
  }

  /// Where a trace is, or would be.
  public Path file(String name) {
    Path longRunning = longRunning().resolve(name + SUFFIX);
    return Files.exists(longRunning) ? longRunning : folder.resolve(name + SUFFIX);
  }

  private Path longRunning() {
    return folder.resolve(ReplayedWorkload.LONG_RUNNING);
  }

  public List<TraceSource> all() throws IOException {
    var all = new ArrayList<>(TraceSource.recorded(folder, ReplayedWorkload.ORDINARY));
    all.addAll(TraceSource.recorded(longRunning(), ReplayedWorkload.LONG_RUNNING));
    return all;
  }
}
