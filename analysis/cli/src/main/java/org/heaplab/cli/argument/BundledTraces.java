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
/// end, and in folders of their own those of long-running ones and those with accesses.
public record BundledTraces(Path folder) {
  private static final String SUFFIX = ".trace";

  /// Those with a folder of their own, which has their name.
  private static final List<String> GROUPS =
      List.of(ReplayedWorkload.LONG_RUNNING, ReplayedWorkload.ACCESSES);

  public static BundledTraces of(Console console) {
    return new BundledTraces(console.home().resolve("workloads/traces"));
  }

  /// Where a trace is, or would be.
  public Path file(String name) {
    for (String group : GROUPS) {
      Path file = folder.resolve(group).resolve(name + SUFFIX);
      if (Files.exists(file)) return file;
    }
    return folder.resolve(name + SUFFIX);
  }

  public List<TraceSource> all() throws IOException {
    var all = new ArrayList<>(TraceSource.recorded(folder, ReplayedWorkload.ORDINARY));
    for (String group : GROUPS) all.addAll(TraceSource.recorded(folder.resolve(group), group));
    return all;
  }
}
