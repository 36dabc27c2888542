package org.heaplab.workloads.synthetic;

import java.util.Map;
import org.heaplab.workloads.TraceBuilder;

/// A key–value store with a memory limit whose values change their size: it is filled with values
/// of one size, then goes on with values of another, each insertion evicting random entries until
/// the new one fits. The survivors of the first phase lie scattered over pages that the second
/// phase cannot use, which is what holes cost that never move.
final class ValueSizeShift {
  static final Workload WORKLOAD =
      new Workload(
          "phases",
          "a cache at its memory limit whose values grow: holes of one size, requests of another",
          "the Redis experiment of Powers, Tench, Berger & McGregor, Mesh, PLDI 2019",
          Map.of("limit", "24M", "first", "240", "second", "492", "entry", "56", "turnover", "2.0"),
          ValueSizeShift::generate);

  private ValueSizeShift() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    var store = new Store(options, random, trace);
    trace.phase("values of " + options.bytes("first") + " bytes");
    store.insert(options.bytes("first"));
    trace.phase("values of " + options.bytes("second") + " bytes");
    store.insert(options.bytes("second"));
  }

  private static final class Store {
    private final Sampler random;
    private final TraceBuilder trace;
    private final long limit;
    private final long entryBytes;
    private final double turnover;
    private final SlotList entries = new SlotList();
    private final SlotList values = new SlotList();
    private final SlotList sizes = new SlotList();
    private long live;

    Store(Options options, Sampler random, TraceBuilder trace) {
      this.random = random;
      this.trace = trace;
      limit = options.bytes("limit");
      entryBytes = options.bytes("entry");
      turnover = options.fraction("turnover", 0, 1000);
    }

    /// Inserts values of one size, as many bytes as the limit times the turnover.
    void insert(long valueBytes) {
      if (valueBytes > Integer.MAX_VALUE || valueBytes + entryBytes > limit) {
        throw new IllegalArgumentException(
            "a value and its entry must fit the limit of " + limit + ": " + valueBytes);
      }
      long rounds = (long) (limit * turnover / (valueBytes + entryBytes));
      for (long i = 0; i < rounds; i++) {
        while (live + valueBytes + entryBytes > limit) evict();
        entries.add(trace.malloc(entryBytes));
        values.add(trace.malloc(valueBytes));
        sizes.add((int) valueBytes);
        live += valueBytes + entryBytes;
      }
    }

    private void evict() {
      int victim = random.index(entries.size());
      trace.free(values.removeUnordered(victim));
      trace.free(entries.removeUnordered(victim));
      live -= sizes.removeUnordered(victim) + entryBytes;
    }
  }
}
