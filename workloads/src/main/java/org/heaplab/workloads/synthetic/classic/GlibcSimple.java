package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// One size: a number of blocks is allocated, and they are freed in the order of their birth, or
/// the youngest first; again and again.
final class GlibcSimple {
  private static final Option SIZE = Option.bytes("size", "of all blocks", "128", 1, 1 << 30);
  private static final Option BLOCKS = Option.count("blocks", "that are live at most", 6400, 1);
  private static final Option ROUNDS = Option.count("rounds", "how many", 20, 1);

  static final Workload WORKLOAD =
      new Workload(
          "glibc-simple",
          "blocks of one size, allocated and freed in order",
          "after bench-malloc-simple of the GNU C library",
          List.of(SIZE, BLOCKS, ROUNDS),
          GlibcSimple::generate);

  private GlibcSimple() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    trace.phase("rounds");
    for (int round = 0; round < options.count(ROUNDS); round++) {
      var blocks = new SlotList();
      for (int i = 0; i < options.count(BLOCKS); i++) blocks.add(trace.malloc(options.bytes(SIZE)));
      if (random.chance(0.5)) {
        while (blocks.size() > 0) trace.free(blocks.removeLast());
      } else {
        for (int i = 0; i < blocks.size(); i++) trace.free(blocks.get(i));
      }
    }
  }
}
