package org.heaplab.workloads.synthetic.server;

import java.util.ArrayDeque;
import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A key–value store with a memory limit, from which the least recently used entries go, and whose
/// values change their sizes again and again: 100, 300, 200, 700 bytes. Some values are written
/// over with others of their size's law.
public final class CacheShift {
  private static final Option LIMIT =
      Option.bytes("limit", "the most live bytes", "16M", 1 << 16, Long.MAX_VALUE);
  private static final Option SPREAD =
      Option.fraction("sigma", "spread of the values' sizes, of the natural logarithm", 0.2, 0, 3);
  private static final Option TURNOVER =
      Option.fraction("turnover", "bytes inserted of each size, over the limit", 1.5, 0, 1000);
  private static final Option USED =
      Option.fraction("used", "probability that the oldest entry was used lately", 0.3, 0, 0.99);

  private static final long[] MEDIANS = {100, 300, 200, 700};
  private static final long LARGEST = 64 << 10;
  private static final long ENTRY_BYTES = 56;

  public static final Workload WORKLOAD =
      new Workload(
          "lru-cache",
          "a store whose values change their sizes, while the least recently used go",
          "after the Redis experiment of Powers, Tench, Berger & McGregor, Mesh, PLDI 2019",
          List.of(LIMIT, SPREAD, TURNOVER, USED),
          CacheShift::generate);

  private record Stored(int entry, int value, long bytes) {}

  private CacheShift() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    var stored = new ArrayDeque<Stored>();
    long limit = options.bytes(LIMIT);
    long live = 0;
    for (long median : MEDIANS) {
      trace.phase("values of " + median + " bytes");
      SizeLaw sizes = SizeLaw.logNormal(median, options.fraction(SPREAD), LARGEST);
      double left = options.fraction(TURNOVER) * limit;
      while (left > 0) {
        long bytes = sizes.next(random) + ENTRY_BYTES;
        while (live + bytes > limit && !stored.isEmpty()) {
          Stored oldest = stored.remove();
          if (random.chance(options.fraction(USED))) {
            stored.add(oldest);
            continue;
          }
          trace.free(oldest.value());
          trace.free(oldest.entry());
          live -= oldest.bytes();
        }
        int entry = trace.malloc(ENTRY_BYTES);
        stored.add(new Stored(entry, trace.malloc(bytes - ENTRY_BYTES), bytes));
        live += bytes;
        left -= bytes;
      }
    }
  }
}
