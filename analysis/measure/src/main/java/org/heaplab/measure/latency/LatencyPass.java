package org.heaplab.measure.latency;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.results.table.OperationKind;
import org.heaplab.workloads.Operation;

/// One replay with a clock around every operation, the writes into its block included. The clock's
/// own cost, some twenty nanoseconds, is in every value.
final class LatencyPass {
  /// A store of one byte at the start of a block, as the trace would have it.
  private static final long STORE = (1 << 1) | 1;

  private final Map<OperationKind, TimeHistogram> times = new EnumMap<>(OperationKind.class);

  LatencyPass() {
    for (OperationKind kind : OperationKind.values()) times.put(kind, new TimeHistogram());
  }

  /// @param visits the accesses that are made beside those of the trace
  /// @return the record that was refused, or the number of records
  long run(ReplayFile.View trace, Client client, Visits visits) {
    MemorySegment operations = trace.operations();
    long record = 0;
    for (; record < trace.records(); record++) {
      OperationKind kind = kindOf(operations, record);
      long start = System.nanoTime();
      if (!client.step(record)) break;
      long nanos = System.nanoTime() - start;
      if (kind == null) continue;
      of(kind).add(nanos);
      if (kind == OperationKind.ACCESS) continue;
      int slot = visits.next();
      if (slot != Visits.NONE) visit(client, slot, visits.reach(slot));
    }
    return record;
  }

  private void visit(Client client, int slot, long reach) {
    long start = System.nanoTime();
    client.access(slot, STORE, reach);
    of(OperationKind.ACCESS).add(System.nanoTime() - start);
  }

  /// @return null of a record that is not timed
  private static OperationKind kindOf(MemorySegment operations, long record) {
    return switch (Operation.kind(operations, record)) {
      case Operation.MALLOC -> OperationKind.ofMalloc(Operation.size(operations, record));
      case Operation.FREE -> OperationKind.FREE;
      case Operation.REALLOC -> OperationKind.REALLOC;
      case Operation.ACCESS -> OperationKind.ACCESS;
      default -> null;
    };
  }

  TimeHistogram of(OperationKind kind) {
    return times.get(kind);
  }

  /// How often each value was counted of a malloc, free or realloc, in ascending order.
  Map<Long, Long> counts() {
    var all = new TreeMap<Long, Long>();
    for (OperationKind kind : OperationKind.values()) {
      if (kind == OperationKind.ACCESS) continue;
      of(kind).counts().forEach((nanos, count) -> all.merge(nanos, count, Long::sum));
    }
    return all;
  }

  /// The longest of these, exactly.
  long maxNanos() {
    return Arrays.stream(OperationKind.values())
        .filter(kind -> kind != OperationKind.ACCESS)
        .mapToLong(kind -> of(kind).maxNanos())
        .max()
        .orElse(0);
  }
}
