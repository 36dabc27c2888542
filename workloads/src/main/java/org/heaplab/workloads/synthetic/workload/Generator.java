package org.heaplab.workloads.synthetic.workload;

import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;

/// Generates the operations of a workload.
@FunctionalInterface
public interface Generator {
  /// Adds the whole workload to a trace. Every decision comes from `random`, so the seed decides
  /// everything.
  void generate(Options options, Sampler random, TraceBuilder trace);
}
