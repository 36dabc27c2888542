package org.heaplab.measure.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.workloads.Scale;
import org.heaplab.workloads.Touch;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.synthetic.DescribedWorkload;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import org.heaplab.workloads.synthetic.fit.FittedWorkload;

/// Something to replay in an experiment.
///
/// @param workload its name as in the results, and its group
/// @param real whether it was recorded from a program, and not made up
/// @param trace opens it; the caller closes it
public record TraceSource(ReplayedWorkload workload, boolean real, Supplier<Trace> trace) {
  public String name() {
    return workload.name();
  }

  /// Whether it is a bundled trace with accesses.
  boolean isAccesses() {
    return workload.group().equals(ReplayedWorkload.ACCESS);
  }

  /// Whether the user has named its file.
  boolean isGiven() {
    return workload.group().equals(ReplayedWorkload.GIVEN);
  }

  /// The recorded traces of a folder, by name.
  ///
  /// @param group as [ReplayedWorkload#group] has it
  public static List<TraceSource> recorded(Path folder, String group) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".trace"))
          .sorted()
          .map(
              file ->
                  new TraceSource(
                      new ReplayedWorkload(Trace.nameOf(file), group),
                      true,
                      () -> Traces.open(file)))
          .toList();
    }
  }

  /// A synthetic workload.
  ///
  /// @param seed what it is made from, unless the specification names another
  /// @param specification as [WorkloadCatalogue] knows it
  /// @throws IllegalArgumentException when there is no such workload
  public static TraceSource synthetic(String specification, long seed) {
    var made = WorkloadCatalogue.find(specification);
    var workload = new ReplayedWorkload(made.name(), ReplayedWorkload.SYNTHETIC);
    return new TraceSource(workload, false, () -> made.generateOr(seed));
  }

  /// The workload that is fitted to it, made from the usual seed.
  public TraceSource fitted() {
    var fitted = new ReplayedWorkload(name() + ReplayedWorkload.FITTED, ReplayedWorkload.SYNTHETIC);
    return new TraceSource(fitted, false, this::fit);
  }

  private Trace fit() {
    FittedWorkload fitted;
    try (Trace original = trace.get()) {
      fitted = FittedWorkload.of(original, FittedWorkload.WINDOWS);
    }
    return DescribedWorkload.of(fitted).generate();
  }

  /// The same, with a choice of how much of large blocks a replay writes.
  public TraceSource touched(Touch touch) {
    return new TraceSource(workload, real, () -> touch.applyTo(trace.get()));
  }

  /// The same with all sizes times a number, which its name says.
  public TraceSource scaled(Scale scale) {
    var scaled = new ReplayedWorkload(name() + "-x" + scale.times(), workload.group());
    return new TraceSource(scaled, real, () -> scale.applyTo(trace.get()));
  }
}
