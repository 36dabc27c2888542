package org.heaplab.measure.measurement;

import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.table.Row;

/// Whether contents and the heap's own account are right throughout. It has no rows: an allocator
/// that fails is not valid. What belongs to the harness holds no memory that could be checked.
final class Verification implements ReplayMeasurement {
  private static final String COMMAND = "verify";

  /// How many times the whole heap is visited.
  private static final int PARTS = 10;

  @Override
  public String name() {
    return Measurements.VERIFICATION;
  }

  @Override
  public double weight() {
    return 2;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, (replay, argument, reply) -> run(replay, reply));
  }

  private static void run(HeapReplay replay, ReplyWriter reply) {
    try (HandleAllocator heap = replay.heap()) {
      var checked = new CheckedHandleAllocator(heap, replay.capabilities(), replay.alignmentRule());
      Client client = replay.client(checked, false);
      long records = replay.trace().records();
      long record = 0;
      for (int part = 1; part <= PARTS; part++) {
        long end = records * part / PARTS;
        record = client.run(record, end);
        checked.verify();
        if (record < end) break;
      }
      if (!replay.isWhole(record)) reply.oom(record);
      reply.result(Map.of("verified", record));
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    if (session.allocator().role() != ComparedAllocator.Role.HARNESS) session.ask(COMMAND);
    return List.of();
  }
}
