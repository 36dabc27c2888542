package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Threads that each hold a number of blocks and replace random ones by others of random size.
/// After each round the blocks of a thread belong to another one, as a server hands a connection
/// on: so most blocks are freed by another thread than the one that allocated them.
final class Larson {
  private static final Option THREADS = Option.whole("threads", "how many", 8, 1, 1024);
  private static final Option BLOCKS = Option.count("blocks", "that each thread holds", 1000, 1);
  private static final Option ROUNDS = Option.count("rounds", "how many", 10, 1);
  private static final Option REPLACED =
      Option.count("replaced", "blocks that a thread replaces in a round", 2000, 0);
  private static final Option SMALLEST =
      Option.bytes("smallest", "the smallest size", "10", 1, 1 << 30);
  private static final Option LARGEST = Option.bytes("largest", "the largest", "500", 1, 1 << 30);

  static final Workload WORKLOAD =
      new Workload(
          "larson",
          "threads replace random blocks, and hand all their blocks on after each round",
          "Larson & Krishnan, Memory Allocation for Long-Running Server Applications, ISMM 1998",
          List.of(THREADS, BLOCKS, ROUNDS, REPLACED, SMALLEST, LARGEST),
          Larson::generate);

  private Larson() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int threads = options.count(THREADS);
    SizeLaw sizes = ThreadTurns.sizes(options, SMALLEST, LARGEST);
    trace.phase("fill");
    var held = new SlotList[threads];
    for (int owner = 0; owner < threads; owner++) {
      trace.thread(owner);
      held[owner] = new SlotList();
      for (int i = 0; i < options.count(BLOCKS); i++)
        held[owner].add(trace.malloc(sizes.next(random)));
    }
    for (int round = 1; round <= options.count(ROUNDS); round++) {
      trace.phase("round " + round);
      int handed = round;
      ThreadTurns.run(
          threads,
          options.count(REPLACED),
          random,
          trace,
          thread -> {
            SlotList blocks = held[(thread + handed) % threads];
            trace.free(blocks.removeUnordered(random.index(blocks.size())));
            blocks.add(trace.malloc(sizes.next(random)));
          });
    }
  }
}
