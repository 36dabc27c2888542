package org.heaplab.measure.fixed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.RoundsMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;

/// How long operations take along a trace in heaps of fixed size: their mean from each point of the
/// trace to the next, round by round. A clock around each single operation would cost as much as a
/// short one takes.
public final class WindowMeasurement implements RoundsMeasurement {
  private static final String COMMAND = "windows";

  @Override
  public String name() {
    return FixedHeapTables.WINDOW.measurement();
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
  public boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && known.hasSpace();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        COMMAND,
        (replay, argument, reply) -> {
          String[] words = argument.split(" ", 2);
          long[] ends =
              Stream.of(words[1].split(",", -1))
                  .mapToLong(word -> Long.parseLong(word) + 1)
                  .toArray();
          run(replay, Long.parseLong(words[0]), ends, reply);
        });
  }

  /// The first replay compiles what this size needs.
  ///
  /// @param ends the record before which each window ends
  private static void run(HeapReplay replay, long limitBytes, long[] ends, ReplyWriter reply) {
    if (!replay.limits()) return;
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      long done = replay.run(heap);
      if (!replay.isWhole(done)) {
        reply.oom(done);
        return;
      }
    }
    long[] nanos = new long[ends.length];
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      Client client = replay.client(heap);
      long before = System.nanoTime();
      long start = 0;
      for (int i = 0; i < ends.length; i++) {
        client.run(start, ends[i]);
        long now = System.nanoTime();
        nanos[i] = now - before;
        before = now;
        start = ends[i];
      }
    }
    for (int i = 0; i < ends.length; i++) reply.sample(ends[i] - 1, nanos[i]);
  }

  @Override
  public List<Row> measure(Session session, int round) {
    SamplingPlan plan = session.plan();
    List<Integer> points = FixedHeap.points(plan);
    String records =
        points.stream()
            .map(point -> Long.toString(plan.records()[point]))
            .collect(Collectors.joining(","));
    var rows = new ArrayList<Row>();
    for (FixedHeap heap : FixedHeap.of(plan)) {
      Reply reply = session.ask(COMMAND + " " + heap.bytes() + " " + records);
      if (reply == null || (reply.samples().isEmpty() && reply.oom().isEmpty())) return List.of();
      long before = 0;
      for (int i = 0; i < points.size(); i++) {
        long op = plan.opsDone()[points.get(i)];
        var measured = new HashMap<String, Object>();
        measured.put("factor", heap.factor());
        measured.put("round", round);
        measured.put("op", op);
        if (reply.oom().isEmpty()) {
          measured.put("ns_per_op", (double) reply.samples().get(i)[1] / (op - before));
        }
        rows.add(Row.of(FixedHeapTables.WINDOW, session.key(), measured));
        before = op;
      }
    }
    return rows;
  }
}
