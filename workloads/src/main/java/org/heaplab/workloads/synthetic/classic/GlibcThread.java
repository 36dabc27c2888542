package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Threads that each replace random blocks of a set of their own. The larger a size, the less
/// likely it is: with the inverse of its square.
final class GlibcThread {
  private static final Option THREADS = Option.whole("threads", "how many", 4, 1, 1024);
  private static final Option BLOCKS = Option.count("blocks", "of a thread", 1024, 1);
  private static final Option REPLACED =
      Option.count("replaced", "blocks that a thread replaces", 20_000, 0);
  private static final Option SMALLEST =
      Option.bytes("smallest", "the smallest size", "4", 1, 1 << 30);
  private static final Option LARGEST = Option.bytes("largest", "the largest", "32K", 1, 1 << 30);

  static final Workload WORKLOAD =
      new Workload(
          "glibc-thread",
          "threads that replace random blocks of their own, small ones mostly",
          "after bench-malloc-thread of the GNU C library",
          List.of(THREADS, BLOCKS, REPLACED, SMALLEST, LARGEST),
          GlibcThread::generate);

  private GlibcThread() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int threads = options.count(THREADS);
    if (options.bytes(LARGEST) < options.bytes(SMALLEST)) {
      throw new IllegalArgumentException(
          "option largest must be at least smallest, %d: %d"
              .formatted(options.bytes(SMALLEST), options.bytes(LARGEST)));
    }
    SizeLaw sizes = SizeLaw.power(2, options.bytes(SMALLEST), options.bytes(LARGEST));
    var sets = new SlotList[threads];
    trace.phase("fill");
    for (int thread = 0; thread < threads; thread++) {
      trace.thread(thread);
      sets[thread] = new SlotList();
      for (int i = 0; i < options.count(BLOCKS); i++)
        sets[thread].add(trace.malloc(sizes.next(random)));
    }
    trace.phase("replace");
    ThreadTurns.run(
        threads,
        options.count(REPLACED),
        random,
        trace,
        thread -> {
          SlotList set = sets[thread];
          trace.free(set.removeUnordered(random.index(set.size())));
          set.add(trace.malloc(sizes.next(random)));
        });
  }
}
