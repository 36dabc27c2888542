package org.heaplab.workloads.synthetic;

import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;

/// What a workload does.
@FunctionalInterface
public interface Generator {
  /// Puts the whole workload into a trace. Takes every decision from `random`, so that the seed
  /// decides all.
  void generate(Options options, Sampler random, TraceBuilder trace);
}
