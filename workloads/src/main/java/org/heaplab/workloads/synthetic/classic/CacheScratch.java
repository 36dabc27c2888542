package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;

/// One thread allocates a small block for each of the others. Each frees that block, and from then
/// on allocates a block of the size, writes it many times, and frees it. An allocator that gives
/// two threads blocks of one cache line makes them wait for each other.
final class CacheScratch {
  private static final Option THREADS = Option.whole("threads", "besides the first", 8, 1, 1024);
  private static final Option TURNS = Option.count("turns", "of each thread", 8000, 1);
  private static final Option SIZE = Option.bytes("size", "of all blocks", "8", 8, 1 << 20);
  private static final Option WRITES = Option.count("writes", "to each block", 4, 0);

  private static final int WORD_BYTES = 8;

  static final Workload WORKLOAD =
      new Workload(
          "cache-scratch",
          "threads that write small blocks of their own, next to which others had theirs",
          "Berger, McKinley, Blumofe & Wilson, Hoard, ASPLOS 2000",
          List.of(THREADS, TURNS, SIZE, WRITES),
          CacheScratch::generate);

  private CacheScratch() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int threads = options.count(THREADS);
    var first = new int[threads];
    trace.phase("first blocks");
    trace.thread(threads);
    for (int i = 0; i < threads; i++) first[i] = trace.malloc(options.bytes(SIZE));
    trace.phase("turns");
    ThreadTurns.run(
        threads,
        options.count(TURNS),
        random,
        trace,
        thread -> {
          if (first[thread] >= 0) trace.free(first[thread]);
          first[thread] = -1;
          int slot = trace.malloc(options.bytes(SIZE));
          for (int i = 0; i < options.count(WRITES); i++) trace.access(slot, 0, WORD_BYTES, true);
          trace.free(slot);
        });
  }
}
