package org.heaplab.report.workload;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.table.Row;
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
    NavigableMap<Long, Double> one = values(original, what);
    NavigableMap<Long, Double> other = values(fitted, what);
    if (one.isEmpty() || other.isEmpty()) return Double.NaN;
    var all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all.stream()
        .mapToDouble(at -> Math.abs(share(one, at) - share(other, at)))
        .max()
        .orElse(0);
  }

  private static double share(NavigableMap<Long, Double> shares, long at) {
    var before = shares.floorEntry(at);
    return before == null ? 0 : before.getValue();
  }

  /// The mean distance of the live curves, over the peak of the trace.
  ///
  /// @return NaN where either is not known
  public double liveError() {
    NavigableMap<Long, Double> one = values(original, WorkloadTables.LIVE);
    NavigableMap<Long, Double> other = values(fitted, WorkloadTables.LIVE);
    double peak = one.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return one.keySet().stream()
            .filter(other::containsKey)
            .mapToDouble(at -> Math.abs(one.get(at) - other.get(at)))
            .average()
            .orElse(Double.NaN)
        / peak;
  }

  private static NavigableMap<Long, Double> values(TraceResults trace, String what) {
    var values = new TreeMap<Long, Double>();
    Stream<Cell> cells = trace.cells().stream().limit(1);
    cells
        .flatMap(cell -> cell.series(WorkloadTables.PROFILE).rows().stream())
        .filter(row -> row.text("what").equals(what))
        .forEach(row -> values.put(at(row), row.number("value")));
    return values;
  }

  private static long at(Row row) {
    return (long) row.number("at");
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
