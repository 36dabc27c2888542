package org.heaplab.measure.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heaplab.workloads.Trace;

/// A slice of experiments, for a look at all of them in a few minutes: each on the recorded
/// workload and on the synthetic one that have the fewest operations, and on the first of those
/// that only it has.
public final class Slice {
  private final List<TraceSource> sources;
  private final Map<String, Long> operations = new HashMap<>();

  /// @param sources everything there is to replay
  public Slice(List<TraceSource> sources) {
    this.sources = List.copyOf(sources);
  }

  public ExperimentPlan of(ExperimentPlan plan) {
    var shortest = new HashMap<Boolean, TraceSource>();
    for (TraceSource source : plan.workloads().apply(sources)) {
      shortest.merge(source.real(), source, this::shorter);
    }
    Set<String> names = new HashSet<>();
    for (TraceSource source : shortest.values()) names.add(source.name());
    plan.made().stream().limit(1).forEach(names::add);
    return plan.on(names);
  }

  private TraceSource shorter(TraceSource one, TraceSource other) {
    return operations(other) < operations(one) ? other : one;
  }

  private long operations(TraceSource source) {
    return operations.computeIfAbsent(source.name(), name -> count(source));
  }

  private static long count(TraceSource source) {
    try (Trace trace = source.trace().get()) {
      return trace.count();
    }
  }
}
