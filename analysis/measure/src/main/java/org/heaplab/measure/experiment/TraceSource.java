package org.heaplab.measure.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.heaplab.workloads.Touch;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;

/// Something to replay in an experiment.
///
/// @param name as in the results
/// @param real whether it was recorded from a program, and not made up
/// @param trace opens it; the caller closes it
public record TraceSource(String name, boolean real, Supplier<Trace> trace) {
  /// The recorded traces of a folder, by name.
  public static List<TraceSource> recorded(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".trace"))
          .sorted()
          .map(file -> new TraceSource(Trace.nameOf(file), true, () -> Traces.open(file)))
          .toList();
    }
  }

  /// A synthetic workload.
  ///
  /// @param specification as [WorkloadCatalogue] knows it
  /// @throws IllegalArgumentException when there is no such workload
  public static TraceSource synthetic(String specification, long seed) {
    var workload = WorkloadCatalogue.find(specification);
    return new TraceSource(workload.name(), false, () -> workload.generate(seed));
  }

  /// The same, with a choice of how much of large blocks a replay writes.
  public TraceSource touched(Touch touch) {
    return new TraceSource(name, real, () -> touch.applyTo(trace.get()));
  }
}
