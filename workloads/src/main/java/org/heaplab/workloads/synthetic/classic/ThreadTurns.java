package org.heaplab.workloads.synthetic.classic;

import java.util.function.IntConsumer;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;

/// Threads that take turns at random, each as often as the others in the end: what a trace has of
/// threads that run at the same time.
final class ThreadTurns {
  private ThreadTurns() {}

  /// @param turns of each thread
  /// @param turn does one turn of a thread; the trace's thread is set
  static void run(int threads, int turns, Sampler random, TraceBuilder trace, IntConsumer turn) {
    var left = new int[threads];
    var waiting = new int[threads];
    for (int i = 0; i < threads; i++) {
      left[i] = turns;
      waiting[i] = i;
    }
    for (int count = turns == 0 ? 0 : threads; count > 0; ) {
      int chosen = random.index(count);
      int thread = waiting[chosen];
      trace.thread(thread);
      turn.accept(thread);
      if (--left[thread] == 0) waiting[chosen] = waiting[--count];
    }
  }

  /// All sizes between those of two options alike.
  ///
  /// @throws IllegalArgumentException when the largest is below the smallest
  static SizeLaw sizes(Options options, Option smallest, Option largest) {
    long least = options.bytes(smallest);
    long most = options.bytes(largest);
    if (most >= least) return SizeLaw.uniform(least, most);
    throw new IllegalArgumentException(
        "option %s must be at least %s, %d: %d"
            .formatted(largest.name(), smallest.name(), least, most));
  }
}
