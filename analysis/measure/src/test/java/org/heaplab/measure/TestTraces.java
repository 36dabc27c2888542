package org.heaplab.measure;

import java.util.ArrayDeque;
import java.util.Random;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;

/// Small traces for tests.
public final class TestTraces {
  private TestTraces() {}

  /// Blocks of one size, of which most are freed, so that what is left lies scattered.
  public static Trace scattered(int blocks) {
    var builder = new TraceBuilder();
    int[] slots = new int[blocks];
    for (int i = 0; i < blocks; i++) slots[i] = builder.malloc(100);
    for (int i = 0; i < blocks; i++) if (i % 8 != 0) builder.free(slots[i]);
    return builder.build("scattered", Provenance.UNKNOWN);
  }

  /// Blocks of random sizes, freed oldest first.
  public static Trace churn(long seed, int ops) {
    var random = new Random(seed);
    var builder = new TraceBuilder();
    var live = new ArrayDeque<Integer>();
    for (int op = 0; op < ops; op++) {
      if (live.size() > 100 && random.nextInt(10) < 5) {
        builder.free(live.poll());
      } else if (!live.isEmpty() && random.nextInt(20) == 0) {
        builder.realloc(live.peek(), random.nextInt(1000));
      } else {
        live.add(builder.malloc(random.nextInt(500)));
      }
    }
    return builder.build("churn", Provenance.UNKNOWN);
  }
}
