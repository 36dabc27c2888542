package org.heaplab.workloads.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// The operations in a trace that a test asserts. They are found by the sizes of their blocks,
/// since every program also makes other calls.
final class RecordedCalls {
  private RecordedCalls() {}

  /// The operations, as text, on blocks that were first requested with one of these sizes.
  static List<String> on(Trace trace, LongPredicate size) {
    var calls = new ArrayList<String>();
    Map<Integer, Long> live = new HashMap<>();
    for (long i = 0; i < trace.count(); i++) {
      int slot = Operation.slot(trace.operations(), i);
      long bytes = Operation.size(trace.operations(), i);
      switch (Operation.kind(trace.operations(), i)) {
        case Operation.MALLOC -> {
          if (!size.test(bytes)) continue;
          live.put(slot, bytes);
          int log = Operation.logAlignment(trace.operations(), i);
          calls.add("malloc " + bytes + (log == 3 ? "" : " aligned to " + (1L << log)));
        }
        case Operation.REALLOC -> {
          if (live.containsKey(slot)) calls.add("realloc " + live.get(slot) + " to " + bytes);
        }
        case Operation.FREE -> {
          Long first = live.remove(slot);
          if (first != null) calls.add("free " + first);
        }
        default -> {}
      }
    }
    return calls;
  }

  static long count(Trace trace, String call) {
    long bytes = Long.parseLong(call.substring(call.indexOf(' ') + 1));
    return on(trace, size -> size == bytes).stream().filter(call::equals).count();
  }

  static long operations(Trace trace, byte kind) {
    return LongStream.range(0, trace.count())
        .filter(i -> Operation.kind(trace.operations(), i) == kind)
        .count();
  }

  static long threads(Trace trace) {
    return LongStream.range(0, trace.count())
        .mapToInt(i -> Operation.thread(trace.operations(), i))
        .distinct()
        .count();
  }
}
