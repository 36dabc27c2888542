package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Threads that allocate blocks of very different sizes, keep some of them, and put others where
/// any thread may take and free them. After each iteration all threads end and free what they kept.
final class MStress {
  private static final Option THREADS = Option.whole("threads", "how many", 8, 1, 1024);
  private static final Option ITERATIONS = Option.count("iterations", "how many", 5, 1);
  private static final Option BLOCKS = Option.count("blocks", "of a thread in each", 2000, 1);
  private static final Option RETAINED =
      Option.fraction("retained", "share of the blocks that a thread keeps", 0.25, 0, 1);
  private static final Option SHARED =
      Option.count("shared", "places that all threads share", 1000, 1);

  /// Small sizes are frequent, and every now and then one is large.
  private static final SizeLaw SIZES = SizeLaw.power(1.5, 8, 64 << 10);

  static final Workload WORKLOAD =
      new Workload(
          "mstress",
          "threads that keep some blocks, exchange others, and end again and again",
          "after the stress test of mimalloc",
          List.of(THREADS, ITERATIONS, BLOCKS, RETAINED, SHARED),
          MStress::generate);

  private MStress() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int threads = options.count(THREADS);
    var shared = new SlotList();
    for (int iteration = 1; iteration <= options.count(ITERATIONS); iteration++) {
      trace.phase("iteration " + iteration);
      var retained = new SlotList[threads];
      for (int i = 0; i < threads; i++) retained[i] = new SlotList();
      ThreadTurns.run(
          threads,
          options.count(BLOCKS),
          random,
          trace,
          thread -> {
            int slot = trace.malloc(SIZES.next(random));
            if (random.chance(options.fraction(RETAINED))) retained[thread].add(slot);
            else exchange(slot, shared, options.count(SHARED), random, trace);
          });
      for (int i = 0; i < threads; i++) {
        trace.thread(i);
        while (retained[i].size() > 0) trace.free(retained[i].removeLast());
      }
    }
  }

  /// Puts a block into one of the places, and frees the block that was there.
  private static void exchange(
      int slot, SlotList shared, int places, Sampler random, TraceBuilder trace) {
    if (shared.size() >= places) trace.free(shared.removeUnordered(random.index(shared.size())));
    shared.add(slot);
  }
}
