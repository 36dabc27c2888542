package org.heaplab.workloads.synthetic.spec;

import java.util.List;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;

/// A workload of phases, as a specification describes it.
///
/// @param repeat how many times the phases come, one after the other
public record PhasedWorkload(List<Phase> phases, int repeat) {
  public PhasedWorkload {
    phases = List.copyOf(phases);
  }

  /// Reads what the sections of a specification say.
  ///
  /// @throws org.heaplab.workloads.TraceException when one breaks a rule
  public static PhasedWorkload of(SpecFile file) {
    return new PhasedReader(file).read();
  }

  /// Adds the whole workload to a trace.
  public void generate(Sampler random, TraceBuilder trace) {
    var generator = new PhasedGenerator(random, trace);
    for (int round = 0; round < repeat; round++) {
      for (Phase phase : phases) generator.run(phase);
    }
  }
}
