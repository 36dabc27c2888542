package org.heaplab.workloads.synthetic.classic;

import java.util.ArrayDeque;
import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Some threads allocate batches of blocks, others free them: no block is freed by the thread that
/// allocated it.
final class XMallocTest {
  private static final Option THREADS =
      Option.whole("threads", "how many; half of them allocate", 8, 2, 1024);
  private static final Option BATCHES = Option.count("batches", "of each that allocates", 50, 1);
  private static final Option BATCH = Option.count("batch", "blocks of one", 1000, 1);
  private static final Option QUEUE = Option.count("queue", "batches that may wait", 16, 1);

  private static final SizeLaw SIZES = SizeLaw.logUniform(16, 2 << 10);

  static final Workload WORKLOAD =
      new Workload(
          "xmalloc-test",
          "threads that allocate for others that free",
          "after the benchmark xmalloc-test",
          List.of(THREADS, BATCHES, BATCH, QUEUE),
          XMallocTest::generate);

  private XMallocTest() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int producers = options.count(THREADS) / 2;
    int consumers = options.count(THREADS) - producers;
    var queue = new ArrayDeque<SlotList>();
    trace.phase("batches");
    ThreadTurns.run(
        producers,
        options.count(BATCHES),
        random,
        trace,
        producer -> {
          var batch = new SlotList();
          for (int i = 0; i < options.count(BATCH); i++)
            batch.add(trace.malloc(SIZES.next(random)));
          queue.add(batch);
          while (queue.size() > options.count(QUEUE)) {
            trace.thread(producers + random.index(consumers));
            free(queue.remove(), trace);
          }
        });
    trace.thread(producers);
    while (!queue.isEmpty()) free(queue.remove(), trace);
  }

  private static void free(SlotList batch, TraceBuilder trace) {
    for (int i = 0; i < batch.size(); i++) trace.free(batch.get(i));
  }
}
