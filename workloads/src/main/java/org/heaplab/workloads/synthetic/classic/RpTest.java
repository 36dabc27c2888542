package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Threads that free a few of their blocks and allocate others in each turn, of sizes of which
/// small ones are the most likely; some blocks are handed to the next thread, which frees them.
final class RpTest {
  private static final Option THREADS = Option.whole("threads", "how many", 8, 1, 1024);
  private static final Option LOOPS = Option.count("loops", "turns of each thread", 1000, 1);
  private static final Option BLOCKS = Option.count("blocks", "that a thread holds", 500, 1);
  private static final Option BATCH = Option.count("batch", "blocks of a turn", 12, 1);
  private static final Option CROSS =
      Option.fraction("cross", "share of the blocks that another thread frees", 0.25, 0, 1);
  private static final Option LARGEST =
      Option.bytes("largest", "the largest size", "16K", 16, 1 << 30);

  static final Workload WORKLOAD =
      new Workload(
          "rptest",
          "threads that free and allocate batches, and free what others have allocated",
          "after the benchmark of rpmalloc",
          List.of(THREADS, LOOPS, BLOCKS, BATCH, CROSS, LARGEST),
          RpTest::generate);

  private RpTest() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int threads = options.count(THREADS);
    SizeLaw sizes = SizeLaw.logUniform(16, options.bytes(LARGEST));
    var own = new SlotList[threads];
    var handed = new SlotList[threads];
    for (int i = 0; i < threads; i++) {
      own[i] = new SlotList();
      handed[i] = new SlotList();
    }
    trace.phase("turns");
    ThreadTurns.run(
        threads,
        options.count(LOOPS),
        random,
        trace,
        thread -> {
          while (handed[thread].size() > 0) trace.free(handed[thread].removeLast());
          for (int i = 0; i < options.count(BATCH); i++) {
            SlotList blocks = own[thread];
            if (blocks.size() >= options.count(BLOCKS)) {
              int slot = blocks.removeUnordered(random.index(blocks.size()));
              if (random.chance(options.fraction(CROSS))) handed[(thread + 1) % threads].add(slot);
              else trace.free(slot);
            }
            blocks.add(trace.malloc(sizes.next(random)));
          }
        });
  }
}
