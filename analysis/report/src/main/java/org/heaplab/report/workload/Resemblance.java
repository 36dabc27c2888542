package org.heaplab.report.workload;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.table.WorkloadTables;

/// A trace, and the workload that is fitted to it.
public record Resemblance(TraceResults original, TraceResults fitted) {
  /// The largest distances at which two are called alike: of sizes and lifetimes (Kolmogorov and
  /// Smirnov), of the live curves over the peak, and of what an allocator needs for the one over
  /// what it needs for the other.
  public static final double SIZES = 0.05;

  public static final double LIFETIMES = 0.10;
  public static final double LIVE = 0.05;
  public static final double RATIO = 0.10;

  /// Those of an experiment, in its order.
  public static List<Resemblance> of(ExperimentResults results) {
    return results.traces().stream()
        .flatMap(trace -> fitted(results, trace).map(one -> new Resemblance(trace, one)).stream())
        .toList();
  }

  private static Optional<TraceResults> fitted(ExperimentResults results, TraceResults original) {
    String name = original.trace() + ReplayedWorkload.FITTED;
    return results.traces().stream().filter(trace -> trace.trace().equals(name)).findFirst();
  }

  public String name() {
    return original.trace();
  }

  /// The largest difference between two distributions.
  ///
  /// @param what as the table of profiles calls it
  /// @return NaN where either is not known
  public double distance(String what) {
    return WorkloadShape.distance(
        WorkloadShape.points(original, what), WorkloadShape.points(fitted, what));
  }

  /// The mean distance of the live curves, over the peak of the trace.
  ///
  /// @return NaN where either is not known
  public double liveError() {
    NavigableMap<Long, Double> one = WorkloadShape.points(original, WorkloadTables.LIVE);
    NavigableMap<Long, Double> other = WorkloadShape.points(fitted, WorkloadTables.LIVE);
    double peak = one.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return one.keySet().stream()
            .filter(other::containsKey)
            .mapToDouble(at -> Math.abs(one.get(at) - other.get(at)))
            .average()
            .orElse(Double.NaN)
        / peak;
  }

  /// What an allocator needs for the fitted workload over what it needs for the trace.
  ///
  /// @return NaN where either is not known
  public double ratio(ComparedAllocator allocator, Metric metric) {
    return value(fitted, allocator, metric) / value(original, allocator, metric);
  }

  private static double value(TraceResults trace, ComparedAllocator allocator, Metric metric) {
    return trace.cell(allocator).map(metric::comparable).orElse(Double.NaN);
  }
}
