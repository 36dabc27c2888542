package org.heaplab.measure.fixed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Operation;

/// How many pages of a browsing session a device loads until a request is refused, and what room
/// its heap has at that moment. Each phase mark of the trace is a page.
///
/// ```text
///    heap  ├─────────────────────────────────────┬────────────┤ 4, 6 or 8 MiB
///          │ most live bytes of the session      │ headroom   │
///          └─────────────────────────────────────┴────────────┘
/// ```
///
/// A session says by its most live bytes how large its heap is to be: it is replayed in those heaps
/// that hold them and are not much larger than with a headroom of a third. Opera's example of a
/// device (*Opera for Devices: Out of Memory System*, 2011) leaves a quarter of the heap outside
/// the limit of what may be allocated.
public final class SessionMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "session";
  private static final List<Long> HEAPS = List.of(4L << 20, 6L << 20, 8L << 20);

  /// The most that a heap may be, over the most live bytes of the session.
  private static final double LARGEST = 1.42;

  /// The results of a child that are columns as they are.
  private static final List<String> COUNTED =
      List.of(
          "pages",
          "pages_done",
          "oom_at_op",
          "request_bytes",
          "live_bytes",
          "free_bytes",
          "lying_bytes");

  @Override
  public String name() {
    return FixedHeapTables.SESSION.measurement();
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        COMMAND, (replay, argument, reply) -> run(replay, Long.parseLong(argument), reply));
  }

  private static void run(HeapReplay replay, long limitBytes, ReplyWriter reply) {
    if (!replay.limits()) return;
    ReplayFile.View trace = replay.trace();
    var results = new HashMap<String, Object>();
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      Client client = replay.client(heap);
      long begun = 0;
      long ops = 0;
      long live = 0;
      long record = 0;
      for (; record < trace.records(); record++) {
        byte kind = Operation.kind(trace.operations(), record);
        boolean counts = Operation.counts(kind);
        int slot = Operation.slot(trace.operations(), record);
        long before = counts ? replay.slots().size(slot) : 0;
        if (!client.step(record)) break;
        if (kind == Operation.PHASE) begun++;
        if (!counts) continue;
        ops++;
        live += Operation.size(trace.operations(), record) - before;
      }
      boolean completed = replay.isWhole(record);
      if (!completed) {
        reply.oom(record);
        results.put("oom_at_op", ops);
        results.put("request_bytes", Operation.size(trace.operations(), record));
      }
      FreeSpace space = FreeSpace.of(heap, limitBytes);
      results.put("pages", pages(trace));
      results.put("pages_done", completed ? begun : Math.max(0, begun - 1));
      results.put("live_bytes", live);
      results.put("free_bytes", space.freeBytes());
      results.put("lying_bytes", space.largestBytes());
    }
    reply.result(results);
  }

  private static long pages(ReplayFile.View trace) {
    long pages = 0;
    for (long record = 0; record < trace.records(); record++) {
      if (Operation.kind(trace.operations(), record) == Operation.PHASE) pages++;
    }
    return pages;
  }

  @Override
  public List<Row> measure(Session session, int round) {
    var rows = new ArrayList<Row>();
    long most = session.plan().peakLiveBytes();
    for (long heap : HEAPS) {
      if (heap < most || heap > LARGEST * most) continue;
      Reply reply = session.ask(COMMAND + " " + heap);
      if (reply == null || reply.number("pages") == null) return List.of();
      var measured = new HashMap<String, Object>();
      measured.put("heap_bytes", heap);
      measured.put("session_bytes", most);
      measured.put("completed", reply.oom().isEmpty());
      for (String column : COUNTED) measured.put(column, reply.number(column));
      rows.add(Row.of(FixedHeapTables.SESSION, session.key(), measured));
    }
    return rows;
  }
}
