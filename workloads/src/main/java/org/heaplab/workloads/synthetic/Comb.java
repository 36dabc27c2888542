package org.heaplab.workloads.synthetic;

import java.util.Map;
import org.heaplab.workloads.TraceBuilder;

/// Teeth and gaps: fills the live volume with blocks of one size, frees every second one, and goes
/// on with blocks of twice the size, which fit none of the gaps. After each step half of the blocks
/// of every size so far remain.
///
/// Robson's own adversary looks at the addresses it is given and so makes any allocator that does
/// not move blocks need about ½·M·log₂ n; this one is blind, as a trace has to be, and hurts those
/// most that place neighbours in time side by side.
final class Comb {
  static final Workload WORKLOAD =
      new Workload(
          "comb",
          "every second block freed, then blocks of twice the size: gaps that nothing fits",
          "after Robson, Bounds for Some Functions Concerning Dynamic Storage Allocation, JACM 21(3), 1974",
          Map.of("live", "4M", "smallest", "16", "steps", "10"),
          Comb::generate);

  private static final int MOST_STEPS = 40;

  private Comb() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    long limit = options.bytes("live");
    long size = options.bytes("smallest");
    int steps = options.count("steps", 1);
    if (steps > MOST_STEPS)
      throw new IllegalArgumentException("option steps must be at most 40: " + steps);
    // The seed shifts the comb by one tooth, or not; there is nothing else to decide.
    int tooth = random.index(2);
    long live = 0;
    for (int step = 0; step < steps && live + size <= limit; step++) {
      trace.phase("blocks of " + size + " bytes");
      var blocks = new SlotList();
      for (; live + size <= limit; live += size) blocks.add(trace.malloc(size));
      for (int i = tooth; i < blocks.size(); i += 2) {
        trace.free(blocks.get(i));
        live -= size;
      }
      size *= 2;
    }
  }
}
