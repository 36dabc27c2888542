package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A key–value store with a memory limit, whose values change their size. It is filled with values
/// of one size and then continues with values of another size. Each insertion evicts random entries
/// until there is room. The values that survive from the first phase are scattered over many pages,
/// and the second phase cannot use the holes between them. So the workload shows what holes cost an
/// allocator that does not move blocks.
final class ValueSizeShift {
  private static final Option LIMIT =
      Option.bytes("limit", "the most live bytes", "24M", 1, Long.MAX_VALUE);
  private static final Option FIRST =
      Option.bytes("first", "bytes of a value at first", "240", 1, Integer.MAX_VALUE);
  private static final Option SECOND =
      Option.bytes("second", "bytes of a value then", "492", 1, Integer.MAX_VALUE);
  private static final Option ENTRY =
      Option.bytes("entry", "bytes beside each value", "56", 1, Integer.MAX_VALUE);
  private static final Option TURNOVER =
      Option.fraction(
          "turnover", "bytes inserted of each size, in multiples of the limit", 2, 0, 1000);

  static final Workload WORKLOAD =
      new Workload(
          "phases",
          "a cache at its memory limit whose values grow: holes of one size, requests of another",
          "the Redis experiment of Powers, Tench, Berger & McGregor, Mesh, PLDI 2019",
          List.of(LIMIT, FIRST, SECOND, ENTRY, TURNOVER),
          ValueSizeShift::generate);

  private ValueSizeShift() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    var store = new Store(options, random, trace);
    trace.phase("values of " + options.bytes(FIRST) + " bytes");
    store.insert(options.bytes(FIRST));
    trace.phase("values of " + options.bytes(SECOND) + " bytes");
    store.insert(options.bytes(SECOND));
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
      limit = options.bytes(LIMIT);
      entryBytes = options.bytes(ENTRY);
      turnover = options.fraction(TURNOVER);
    }

    /// Inserts values of one size; their total is the limit times the turnover.
    void insert(long valueBytes) {
      if (valueBytes + entryBytes > limit) {
        throw new IllegalArgumentException(
            "a value and its entry must take at most the limit of " + limit + ": " + valueBytes);
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
      int evicted = random.index(entries.size());
      trace.free(values.removeUnordered(evicted));
      trace.free(entries.removeUnordered(evicted));
      live -= sizes.removeUnordered(evicted) + entryBytes;
    }
  }
}
