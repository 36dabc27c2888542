package org.heaplab.cli.argument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.cli.output.Console;
import org.heaplab.measure.experiment.TraceSource;
import org.heaplab.results.manifest.ReplayedWorkload;

/// The recorded traces that come with the project: those of programs that do a piece of work and
/// end, and in folders of their own those of long-running ones and those with accesses.
public record BundledTraces(Path folder) {
  private static final String SUFFIX = ".trace";

  /// The groups with a folder of their own.
  private static final Map<String, String> BY_FOLDER =
      Map.of(
          ReplayedWorkload.LONG_RUNNING,
          ReplayedWorkload.LONG_RUNNING,
          "accesses",
          ReplayedWorkload.ACCESS);

  public static BundledTraces of(Console console) {
    return new BundledTraces(console.home().resolve("workloads/traces"));
  }

  /// Where a trace is, or would be.
  public Path file(String name) {
    return BY_FOLDER.keySet().stream()
        .map(group -> folder.resolve(group).resolve(name + SUFFIX))
        .filter(Files::exists)
        .findFirst()
        .orElse(folder.resolve(name + SUFFIX));
  }

  /// The group of a trace that is in one of the folders.
  public static String group(Path file) {
    String parent = String.valueOf(file.getParent().getFileName());
    return BY_FOLDER.getOrDefault(parent, ReplayedWorkload.ORDINARY);
  }

  public List<TraceSource> all() throws IOException {
    var all = new ArrayList<>(TraceSource.recorded(folder, ReplayedWorkload.ORDINARY));
    for (var group : new TreeMap<>(BY_FOLDER).reversed().entrySet()) {
      all.addAll(TraceSource.recorded(folder.resolve(group.getKey()), group.getValue()));
    }
    return all;
  }
}
