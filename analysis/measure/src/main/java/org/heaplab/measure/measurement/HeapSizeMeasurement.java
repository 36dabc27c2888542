package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.RoundsMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What a heap costs that is fixed at some multiple of the smallest in which the trace completes:
/// time, bytes moved and pauses, of one and the same setting. It is the figure by which garbage
/// collectors are compared (Blackburn et al., *Myths and Realities*, 2004).
final class HeapSizeMeasurement implements RoundsMeasurement {
  private static final String COMMAND = "sized";

  /// The sizes, in multiples of the smallest heap. They are close where most happens.
  static final List<Double> FACTORS = List.of(1.0, 1.01, 1.02, 1.05, 1.1, 1.2, 1.35, 1.5, 2.0);

  /// The results of a child that are columns as they are.
  private static final List<String> COUNTED =
      List.of("compactions", "moved_bytes", "max_pause_ns", "max_pause_wall_ns");

  @Override
  public String name() {
    return Tables.HEAP.measurement();
  }

  @Override
  public double weight() {
    return 4;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && !Double.isNaN(smallestBytes(known));
  }

  private static double smallestBytes(Cell known) {
    return known.number(Tables.MIN_HEAP, "min_heap_bytes");
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        COMMAND, (replay, argument, reply) -> run(replay, Long.parseLong(argument), reply));
  }

  /// The first replay compiles what this size needs. Time is measured without clocks around the
  /// pauses, which cost about as much as a short pause takes.
  private static void run(HeapReplay replay, long limitBytes, ReplyWriter reply) {
    if (!SmallestHeap.run(replay, limitBytes, reply)) return;
    var results = new HashMap<String, Object>();
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      Client client = replay.client(heap);
      long start = System.nanoTime();
      client.run(0, replay.trace().records());
      reply.time(System.nanoTime() - start);
      Heap.Compaction compaction = heap.compaction();
      results.put("compactions", compaction.compactions());
      results.put("moved_bytes", compaction.movedBytes());
    }
    var pass = new PausePass();
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      heap.watch(pass);
      replay.run(heap);
      pass.endReplay();
    }
    results.putAll(pass.results());
    reply.result(results);
  }

  @Override
  public List<Row> measure(Session session, int round) {
    var rows = new ArrayList<Row>();
    long smallest = (long) smallestBytes(session.cell()) / Backing.PAGE_BYTES;
    for (double factor : FACTORS) {
      long bytes = (long) Math.ceil(smallest * factor) * Backing.PAGE_BYTES;
      Reply reply = session.ask(COMMAND + " " + bytes);
      if (reply == null) return List.of();
      rows.add(row(session, round, factor, bytes, reply));
    }
    return rows;
  }

  private static Row row(Session session, int round, double factor, long bytes, Reply reply) {
    var measured =
        new HashMap<String, Object>(
            Map.of(
                "factor", factor,
                "round", round,
                "heap_bytes", bytes,
                "completed", reply.oom().isEmpty()));
    if (reply.nanos().isPresent()) {
      measured.put("ns_per_op", (double) reply.nanos().getAsLong() / session.plan().ops());
      for (String column : COUNTED) measured.put(column, reply.number(column));
    }
    return Row.of(Tables.HEAP, session.key(), measured);
  }
}
