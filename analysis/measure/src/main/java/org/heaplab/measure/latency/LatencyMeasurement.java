package org.heaplab.measure.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How long single operations take, of all kinds together.
public final class LatencyMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "latency";
  private static final String LONGEST = "max_ns";

  @Override
  public String name() {
    return Tables.LATENCY.measurement();
  }

  @Override
  public double weight() {
    return 0.3;
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, (replay, argument, reply) -> run(replay, reply));
  }

  private static void run(HeapReplay replay, ReplyWriter reply) {
    try (HandleAllocator heap = replay.heap()) {
      var pass = new LatencyPass();
      long done = pass.run(replay.trace(), replay.client(heap), new Visits(replay.slots(), 0));
      if (!replay.isWhole(done)) reply.oom(done);
      pass.counts().forEach(reply::latency);
      reply.result(Map.of(LONGEST, pass.maxNanos()));
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply = session.ask(COMMAND);
    if (reply == null || reply.oom().isPresent()) return List.of();
    var rows = new ArrayList<Row>();
    int last = reply.latencies().size() - 1;
    for (int i = 0; i <= last; i++) {
      long[] count = reply.latencies().get(i);
      long nanos = i == last ? reply.number(LONGEST) : count[0];
      rows.add(Row.of(Tables.LATENCY, session.key(), Map.of("nanos", nanos, "count", count[1])));
    }
    return rows;
  }
}
