package org.heaplab.measure.measurement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.RoundsMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How long compaction keeps its client waiting, where there is any.
final class PauseMeasurement implements RoundsMeasurement {
  private static final String COMMAND = "pauses";
  private static final List<String> COLUMNS =
      List.of("pauses", "max_pause_ns", "p99_pause_ns", "max_pause_wall_ns");

  @Override
  public String name() {
    return Tables.PAUSE.measurement();
  }

  @Override
  public double weight() {
    return 0.2;
  }

  @Override
  public boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && known.completed() && known.compacted();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        COMMAND, (replay, argument, reply) -> run(replay, Integer.parseInt(argument), reply));
  }

  private static void run(HeapReplay replay, int replays, ReplyWriter reply) {
    var pass = new PausePass();
    for (int i = 0; i < replays; i++) {
      try (HandleAllocator heap = replay.heap()) {
        heap.watch(pass);
        long done = replay.run(heap);
        pass.endReplay();
        if (replay.isWhole(done)) continue;
        reply.oom(done);
        break;
      }
    }
    reply.result(pass.results());
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply = session.ask(COMMAND + " " + session.options().pauseReplays());
    if (reply == null || reply.oom().isPresent()) return List.of();
    Map<String, Object> measured = new HashMap<>(Map.of("round", round));
    for (String column : COLUMNS) measured.put(column, reply.number(column));
    return List.of(Row.of(Tables.PAUSE, session.key(), measured));
  }
}
