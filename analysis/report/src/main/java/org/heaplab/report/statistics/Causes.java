package org.heaplab.report.statistics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cause;
import org.heaplab.results.metric.Cell;

/// What footprints are held for, as shares of live bytes.
public final class Causes {
  private static final String MEAN_BYTES = "mean_bytes";

  private Causes() {}

  /// On average over a trace.
  ///
  /// @return empty where it was not measured
  public static Map<Cause, Double> on(TraceResults trace, ComparedAllocator allocator) {
    return trace
        .cell(allocator)
        .filter(Cell::valid)
        .map(cell -> Cause.overLive(cell, MEAN_BYTES))
        .orElse(Map.of());
  }

  /// The arithmetic mean of several traces.
  ///
  /// @return empty where it was not measured on all of them
  public static Map<Cause, Double> mean(List<TraceResults> traces, ComparedAllocator allocator) {
    var sum = new EnumMap<Cause, Double>(Cause.class);
    for (TraceResults trace : traces) {
      Map<Cause, Double> shares = on(trace, allocator);
      if (shares.isEmpty()) return Map.of();
      shares.forEach((cause, share) -> sum.merge(cause, share / traces.size(), Double::sum));
    }
    return sum;
  }

  /// All that goes beyond live bytes.
  public static double overhead(Map<Cause, Double> shares) {
    return shares.entrySet().stream()
        .filter(entry -> entry.getKey().isOverhead())
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
