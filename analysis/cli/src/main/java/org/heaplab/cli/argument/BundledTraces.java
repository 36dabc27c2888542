package org.heaplab.cli.argument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.cli.output.Console;
import org.heaplab.measure.experiment.TraceSource;

/// The recorded traces that come with the project.
public record BundledTraces(Path folder) {
  public static BundledTraces of(Console console) {
    return new BundledTraces(console.home().resolve("workloads/traces"));
  }

  public Path file(String name) {
    return folder.resolve(name + ".trace");
  }

  public List<TraceSource> all() throws IOException {
    return Files.isDirectory(folder) ? TraceSource.recorded(folder) : List.of();
  }
}
