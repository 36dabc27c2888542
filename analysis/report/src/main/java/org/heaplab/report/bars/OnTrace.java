package org.heaplab.report.bars;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.statistics.Harness;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// An allocator on one trace, and the rivals that it is compared with.
public record OnTrace(ExperimentResults results, TraceResults trace, ComparedAllocator allocator) {

  /// What it has; nothing unless it ran the trace to its end and behaved.
  public Rounds rounds(Metric metric) {
    return Rounds.of(metric, trace.cell(allocator));
  }

  /// The one of some allocators that needs least on the trace.
  ///
  /// @param names of the allocators
  public Optional<OnTrace> best(Metric metric, List<String> names) {
    return best(metric, false, names);
  }

  private Optional<OnTrace> best(Metric metric, boolean net, List<String> names) {
    return results.allocators().stream()
        .filter(one -> names.contains(one.name()))
        .map(one -> new OnTrace(results, trace, one))
        .filter(one -> one.rounds(metric, net).exists())
        .min(Comparator.comparingDouble(one -> one.rounds(metric, net).estimate().value()));
  }

  private Rounds rounds(Metric metric, boolean net) {
    return net ? Harness.net(results, trace, allocator) : rounds(metric);
  }

  /// What a bar is held against: what the allocator has, without what is allowed besides, over what
  /// the rival has. Nothing where one of them was not measured.
  Rounds figure(Bar bar, Metric metric) {
    Rounds own = rounds(metric, bar.net());
    if (bar.footprintShare() > 0) {
      own =
          Rounds.combined(
              List.of(own, rounds(Metrics.FOOTPRINT_PER_BLOCK)),
              pair -> pair[0] - bar.footprintShare() * pair[1]);
    }
    if (bar.against().isEmpty()) return own;
    List<String> rivals =
        results
            .experiment()
            .rivals(bar.against())
            .map(RivalGroup::allocators)
            .orElse(List.of(bar.against()));
    return best(metric, bar.net(), rivals)
        .map(rival -> rival.rounds(metric, bar.net()))
        .map(own::over)
        .orElse(Rounds.NONE);
  }

  /// Whether the trace counts for a bar. What is not known to be too large counts.
  boolean counts(Bar bar) {
    if (!bar.group().isEmpty() && !bar.group().equals(trace.group())) return false;
    double footprint = rounds(Metrics.PEAK_FOOTPRINT_BYTES).estimate().value();
    return bar.largestFootprintBytes() == null || !(footprint > bar.largestFootprintBytes());
  }
}
