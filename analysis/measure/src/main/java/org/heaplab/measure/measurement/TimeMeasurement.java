package org.heaplab.measure.measurement;

import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.RoundsMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How long a whole replay takes, round by round.
final class TimeMeasurement implements RoundsMeasurement {
  private static final String COMMAND = "time";

  @Override
  public String name() {
    return Tables.TIME.measurement();
  }

  @Override
  public double weight() {
    return 0.2;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, (replay, argument, reply) -> run(replay, reply));
  }

  private static void run(HeapReplay replay, ReplyWriter reply) {
    try (HandleAllocator heap = replay.heap()) {
      Client client = replay.client(heap);
      long start = System.nanoTime();
      long done = client.run(0, replay.trace().records());
      long nanos = System.nanoTime() - start;
      if (replay.isWhole(done)) reply.time(nanos);
      else reply.oom(done);
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    long ops = session.plan().ops();
    Reply reply = ops == 0 ? null : session.ask(COMMAND);
    if (reply == null || reply.nanos().isEmpty()) return List.of();
    double nanosPerOp = (double) reply.nanos().getAsLong() / ops;
    return List.of(
        Row.of(Tables.TIME, session.key(), Map.of("round", round, "ns_per_op", nanosPerOp)));
  }
}
