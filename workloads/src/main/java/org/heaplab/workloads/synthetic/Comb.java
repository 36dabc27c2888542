package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Teeth and gaps. This workload fills the live volume with blocks of one size and frees every
/// second one. Then it continues with blocks of twice the size, for which every gap is too small.
/// After each step half of the blocks of each earlier size remain.
///
/// Robson's own adversary sees the addresses of its blocks. So it can make any allocator that does
/// not move blocks need about ½·M·log₂ n. This workload is a trace and cannot see addresses. It is
/// worst for allocators that place blocks side by side in the order of their allocation.
final class Comb {
  private static final Option LIVE =
      Option.bytes("live", "the most live bytes", "4M", 1, Long.MAX_VALUE);
  private static final Option SMALLEST =
      Option.bytes("smallest", "the first size", "16", 1, Long.MAX_VALUE);
  private static final Option STEPS =
      Option.whole("steps", "how many sizes, each twice the one before", 10, 1, 40);

  static final Workload WORKLOAD =
      new Workload(
          "comb",
          "every second block freed, then blocks of twice the size: every gap is too small for what comes next",
          "after Robson, Bounds for Some Functions Concerning Dynamic Storage Allocation, JACM 21(3), 1974",
          List.of(LIVE, SMALLEST, STEPS),
          Comb::generate);

  private Comb() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    long limit = options.bytes(LIVE);
    long size = options.bytes(SMALLEST);
    int steps = options.count(STEPS);
    // The seed decides only whether the comb is shifted by one tooth.
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
