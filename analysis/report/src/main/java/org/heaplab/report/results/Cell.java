package org.heaplab.report.results;

import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.AbstractHistogram;

/// All that a run found out about one allocator on one trace.
///
/// @param allocator who was measured
/// @param hasSpace whether space was measured; the columns are empty otherwise
/// @param columns the numbers of its lines in `space.csv`, `trace.csv`, `minheap.csv` and
///   `pause.csv`, by column
/// @param completed whether the trace ran to its end
/// @param valid false when the allocator misbehaved: its numbers then count for nothing
/// @param reason why it is not valid, or did not complete; empty otherwise
/// @param curve footprint over operations
/// @param nanosPerOperation one value a round; empty when time was not measured
/// @param latencies nanoseconds of single operations
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record Cell(
    Allocator allocator,
    boolean hasSpace,
    Map<String, Double> columns,
    boolean completed,
    boolean valid,
    String reason,
    Optional<Curve> curve,
    double[] nanosPerOperation,
    Optional<AbstractHistogram> latencies) {

  /// Whether its space may be compared with that of others.
  public boolean comparesInSpace() {
    return hasSpace && valid && completed && !allocator.doesNothing();
  }

  /// Whether its time may be compared with that of others.
  public boolean comparesInTime() {
    return valid && completed && nanosPerOperation.length > 0;
  }

  /// @return the number in the files, or NaN where there is none
  public double column(String name) {
    return columns.getOrDefault(name, Double.NaN);
  }
}
