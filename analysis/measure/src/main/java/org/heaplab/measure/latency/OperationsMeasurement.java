package org.heaplab.measure.latency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.RoundsMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.metric.LatencyCounts;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How long single operations take, kind by kind, and what share of any stretch of time compaction
/// leaves to the client. Pauses are watched in replays of their own: clocks around all operations
/// would stretch the time between them.
public final class OperationsMeasurement implements RoundsMeasurement {
  private static final String COMMAND = "operations";
  private static final String OF_PAUSES = "utilisation";

  /// Operations from one visit of a block to the next. Visits bring other blocks into the cache
  /// than the trace would, so they must not be many.
  private static final int SPACING = 16;

  /// How long replays with clocks go on, at least one, before one counts: the warm-up has none.
  private static final long WARM_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final String LONGEST = "max_";
  private static final String CLOCK_COST = "clock_cost_ns";
  private static final String CLOCK_STEP = "clock_step_ns";
  private static final String IN_WINDOW = "window_";

  /// In nanoseconds, from 10 µs to 1 s.
  static final List<Long> WINDOWS = windows();

  private static List<Long> windows() {
    var windows = new ArrayList<Long>();
    long longest = TimeUnit.SECONDS.toNanos(1);
    for (long decade = TimeUnit.MICROSECONDS.toNanos(10); decade < longest; decade *= 10) {
      windows.addAll(List.of(decade, 2 * decade, 5 * decade));
    }
    windows.add(longest);
    return List.copyOf(windows);
  }

  @Override
  public String name() {
    return Tables.OPERATION.measurement();
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
        COMMAND,
        (replay, argument, reply) -> timeOperations(replay, Integer.parseInt(argument), reply),
        OF_PAUSES,
        (replay, argument, reply) -> watchPauses(replay, Integer.parseInt(argument), reply));
  }

  private static void timeOperations(HeapReplay replay, int spacing, ReplyWriter reply) {
    long end = System.nanoTime() + WARM_NANOS;
    do {
      timedPass(replay, spacing, new LatencyPass());
    } while (System.nanoTime() < end);
    var pass = new LatencyPass();
    long done = timedPass(replay, spacing, pass);
    if (!replay.isWhole(done)) reply.oom(done);
    for (OperationKind kind : OperationKind.values()) say(kind, pass.of(kind), reply);
    ClockCost clock = ClockCost.here();
    reply.result(Map.of(CLOCK_COST, clock.nanos(), CLOCK_STEP, clock.stepNanos()));
  }

  private static long timedPass(HeapReplay replay, int spacing, LatencyPass pass) {
    try (HandleAllocator heap = replay.heap()) {
      var visits = new Visits(replay.slots(), spacing);
      return pass.run(replay.trace(), replay.client(heap), visits);
    }
  }

  private static void watchPauses(HeapReplay replay, int replays, ReplyWriter reply) {
    var timeline = new PauseTimeline();
    for (int i = 0; i < replays; i++) {
      try (HandleAllocator heap = replay.heap()) {
        heap.watch(timeline);
        timeline.beginReplay();
        long done = replay.run(heap);
        timeline.endReplay();
        if (replay.isWhole(done)) continue;
        reply.oom(done);
        return;
      }
    }
    say(OperationKind.COMPACTION, timeline.pauses(), reply);
    MutatorUtilisation utilisation = timeline.utilisation();
    for (long window : WINDOWS) {
      OptionalDouble least = utilisation.least(window);
      if (least.isPresent()) reply.result(Map.of(IN_WINDOW + window, least.getAsDouble()));
    }
  }

  private static void say(OperationKind kind, TimeHistogram times, ReplyWriter reply) {
    Map<Long, Long> counts = times.counts();
    if (counts.isEmpty()) return;
    counts.forEach((nanos, count) -> reply.operation(kind.key(), nanos, count));
    reply.result(Map.of(LONGEST + kind.key(), times.maxNanos()));
  }

  @Override
  public List<Row> measure(Session session, int round) {
    var rows = new ArrayList<Row>();
    Reply operations = session.ask(COMMAND + " " + SPACING);
    if (operations == null || operations.oom().isPresent()) return List.of();
    addKinds(session, round, operations, rows);
    var clock =
        Map.of(
            "round", round,
            "cost_ns", operations.number(CLOCK_COST),
            "step_ns", operations.number(CLOCK_STEP));
    rows.add(Row.of(Tables.CLOCK, session.key(), clock));
    if (!session.cell().compacted()) return rows;
    Reply pauses = session.ask(OF_PAUSES + " " + session.options().pauseReplays());
    if (pauses == null || pauses.oom().isPresent()) return List.of();
    addKinds(session, round, pauses, rows);
    for (long window : WINDOWS) {
      Double least = pauses.fraction(IN_WINDOW + window);
      if (least == null) continue;
      var row = Map.of("round", round, "window_ns", window, "utilisation", least);
      rows.add(Row.of(Tables.UTILISATION, session.key(), row));
    }
    return rows;
  }

  private static void addKinds(Session session, int round, Reply reply, List<Row> rows) {
    reply
        .operations()
        .forEach(
            (key, buckets) -> {
              var measured = percentiles(buckets);
              measured.put("round", round);
              measured.put("kind", OperationKind.ofKey(key).title());
              measured.put("max_ns", reply.number(LONGEST + key));
              rows.add(Row.of(Tables.OPERATION, session.key(), measured));
            });
  }

  /// The columns of a distribution.
  ///
  /// @param buckets nanoseconds and how often they were counted, in ascending order
  static Map<String, Object> percentiles(List<long[]> buckets) {
    var counts =
        new LatencyCounts(
            buckets.stream().mapToDouble(bucket -> bucket[0]).toArray(),
            buckets.stream().mapToDouble(bucket -> bucket[1]).toArray());
    long count = (long) counts.total();
    var columns = new HashMap<String, Object>(Map.of("count", count));
    for (Percentile one : Percentile.values()) {
      if (one.isKnownOf(count)) columns.put(one.column(), (long) counts.quantile(one.share()));
    }
    return columns;
  }
}
