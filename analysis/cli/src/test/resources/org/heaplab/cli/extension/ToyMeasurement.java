package org.heaplab.measure.measurement;

import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How many pages a heap holds at the end of a replay.
final class ToyMeasurement implements ReplayMeasurement {
  @Override
  public String name() {
    return Tables.TOY.measurement();
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        "toy",
        (replay, argument, reply) -> {
          try (HandleAllocator heap = replay.heap()) {
            replay.run(heap);
            reply.result(Map.of("toys", heap.footprintBytes() / 4096));
          }
        });
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply = session.ask("toy");
    if (reply == null) return List.of();
    return List.of(Row.of(Tables.TOY, session.key(), Map.of("toys", reply.number("toys"))));
  }
}
