package org.heaplab.report.statistics;

import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metrics;

/// What replaying costs itself: the time of the allocator that does nothing, in the language of the
/// allocator that is measured.
public final class Harness {
  private Harness() {}

  /// An allocator's time per operation without that of the harness, round by round; none where the
  /// harness was not timed.
  public static Rounds net(
      ExperimentResults results, TraceResults trace, ComparedAllocator allocator) {
    return Rounds.of(Metrics.NS_PER_OP, trace.cell(allocator))
        .minus(floor(results, trace, allocator.kind()));
  }

  private static Rounds floor(ExperimentResults results, TraceResults trace, String kind) {
    return results.allocators().stream()
        .filter(one -> one.isHarness() && one.kind().equals(kind))
        .map(one -> Rounds.of(Metrics.NS_PER_OP, trace.cell(one)))
        .filter(Rounds::exists)
        .findFirst()
        .orElse(Rounds.NONE);
  }
}
