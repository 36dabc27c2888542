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
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Session;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Operation;

/// The largest block that could be allocated along a trace, in heaps of fixed size, and whether the
/// trace completes in them. It is the measure of memory of the thesis *JEFF and STEVE* (Jansson,
/// 2015).
///
/// To ask for a block changes the heap: it may compact itself, and takes pages from the system. So
/// each point has a replay of its own, which ends there: the heap is walked first, as it lies, and
/// then asked.
public final class LargestBlockMeasurement implements ReplayMeasurement {
  private static final String OUTCOME = "fixed";
  private static final String LARGEST = "largest";

  @Override
  public String name() {
    return FixedHeapTables.LARGEST.measurement();
  }

  @Override
  public double weight() {
    return 2 + FixedHeap.POINTS;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && known.hasSpace();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        OUTCOME,
        (replay, argument, reply) -> runWhole(replay, Long.parseLong(argument), reply),
        LARGEST,
        (replay, argument, reply) -> {
          String[] words = argument.split(" ", 2);
          runTo(replay, Long.parseLong(words[0]), Long.parseLong(words[1]), reply);
        });
  }

  private static void runWhole(HeapReplay replay, long limitBytes, ReplyWriter reply) {
    if (!replay.limits()) return;
    var results = new HashMap<String, Object>();
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      Client client = replay.client(heap);
      long ops = 0;
      long record = 0;
      for (; record < replay.trace().records() && client.step(record); record++) {
        if (!Operation.counts(Operation.kind(replay.trace().operations(), record))) continue;
        ops++;
        if (!results.containsKey("first_compaction_at_op") && heap.compaction().compactions() > 0) {
          results.put("first_compaction_at_op", ops);
        }
      }
      if (!replay.isWhole(record)) {
        reply.oom(record);
        results.put("oom_at_op", ops);
      }
      results.put("compactions", heap.compaction().compactions());
      results.put("moved_bytes", heap.compaction().movedBytes());
    }
    reply.result(results);
  }

  private static void runTo(HeapReplay replay, long limitBytes, long record, ReplyWriter reply) {
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      long refused = replay.client(heap).run(0, record + 1);
      if (refused <= record) {
        reply.oom(refused);
        return;
      }
      FreeSpace space = FreeSpace.of(heap, limitBytes);
      heap.compact(Long.MAX_VALUE);
      long guess = FreeSpace.of(heap, limitBytes).largestBytes();
      reply.result(
          Map.of(
              "free_bytes",
              space.freeBytes(),
              "lying_bytes",
              space.largestBytes(),
              "granted_bytes",
              FreeSpace.granted(heap, limitBytes, guess)));
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    var rows = new ArrayList<Row>();
    for (FixedHeap heap : FixedHeap.of(session.plan())) {
      Reply outcome = session.ask(OUTCOME + " " + heap.bytes());
      if (outcome == null || outcome.number("compactions") == null) return List.of();
      rows.add(outcome(session, heap, outcome));
      for (int point : FixedHeap.points(session.plan())) {
        if (outcome.oom().isPresent()
            && session.plan().records()[point] >= outcome.oom().getAsLong()) break;
        Row row = largest(session, heap, point);
        if (row == null) return List.of();
        rows.add(row);
      }
    }
    return rows;
  }

  private static Row outcome(Session session, FixedHeap heap, Reply reply) {
    var measured = new HashMap<String, Object>();
    measured.put("factor", heap.factor());
    measured.put("heap_bytes", heap.bytes());
    measured.put("completed", reply.oom().isEmpty());
    for (String column :
        List.of("oom_at_op", "compactions", "moved_bytes", "first_compaction_at_op")) {
      measured.put(column, reply.number(column));
    }
    return Row.of(FixedHeapTables.FIXED, session.key(), measured);
  }

  /// @return null when the allocator has misbehaved
  private static Row largest(Session session, FixedHeap heap, int point) {
    SamplingPlan plan = session.plan();
    Reply reply = session.ask(LARGEST + " " + heap.bytes() + " " + plan.records()[point]);
    if (reply == null) return null;
    if (reply.oom().isPresent()) {
      session.fail(
          "a replay must do again what it did before: refused at record "
              + reply.oom().getAsLong());
      return null;
    }
    var measured = new HashMap<String, Object>();
    measured.put("factor", heap.factor());
    measured.put("op", plan.opsDone()[point]);
    measured.put("heap_bytes", heap.bytes());
    for (String column : List.of("free_bytes", "lying_bytes", "granted_bytes")) {
      measured.put(column, reply.number(column));
    }
    return Row.of(FixedHeapTables.LARGEST, session.key(), measured);
  }
}
