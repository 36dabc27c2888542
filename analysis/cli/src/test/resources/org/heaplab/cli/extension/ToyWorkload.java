package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Blocks that are allocated and freed at once.
final class ToyWorkload {
  private static final Option PAIRS = Option.count("pairs", "how many", 100, 1);

  static final Workload WORKLOAD =
      new Workload("toy-workload", "a toy", "a toy, 2026", List.of(PAIRS), ToyWorkload::generate);

  private ToyWorkload() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    for (int i = 0; i < options.count(PAIRS); i++) {
      int kept = trace.malloc(24);
      trace.free(trace.malloc(100 + i % 50));
      if (i % 2 == 0) trace.free(kept);
    }
  }
}
