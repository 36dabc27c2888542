package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How much memory an allocator takes: its footprint along the trace, and where it is when most
/// bytes are live.
final class SpaceMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "space";

  @Override
  public String name() {
    return Tables.SPACE.measurement();
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, (replay, argument, reply) -> run(replay, reply));
  }

  private static void run(HeapReplay replay, ReplyWriter reply) {
    try (HandleAllocator heap = replay.heap()) {
      new SpacePass(replay, heap, replay.capabilities().contains(Capability.COUNTS)).run(reply);
    }
  }

  /// An allocator that misbehaved has a row too: it says so.
  @Override
  public List<Row> measure(Session session, int round) {
    var rows = new ArrayList<Row>();
    var measured = new HashMap<String, Object>();
    Reply reply = session.ask(COMMAND);
    if (reply != null) {
      if (reply.text("invalid") != null) session.fail(reply.text("invalid"));
      Space space = space(session, reply);
      measured.putAll(space.columns());
      rows.addAll(curve(session.key(), space));
    }
    rows.add(session.spaceRow(measured));
    return rows;
  }

  private static Space space(Session session, Reply reply) {
    return session.allocator().kind().equals(ComparedAllocator.NATIVE)
        ? Space.sampled(session.plan(), reply)
        : Space.exact(session.plan(), reply);
  }

  private static List<Row> curve(Key key, Space space) {
    return space.curve().stream()
        .map(
            point ->
                Row.of(
                    Tables.CURVE,
                    key,
                    Map.of(
                        "op",
                        point.op(),
                        "live_bytes",
                        point.liveBytes(),
                        "footprint_bytes",
                        point.footprintBytes())))
        .toList();
  }
}
