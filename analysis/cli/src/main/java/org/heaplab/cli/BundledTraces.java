package org.heaplab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.measure.experiment.TraceSource;

/// The recorded traces that come with the project.
record BundledTraces(Path folder) {
  static BundledTraces of(Console console) {
    return new BundledTraces(console.home().resolve("workloads/traces"));
  }

  Path file(String name) {
    return folder.resolve(name + ".trace");
  }

  List<TraceSource> all() throws IOException {
    return Files.isDirectory(folder) ? TraceSource.recorded(folder) : List.of();
  }
}
