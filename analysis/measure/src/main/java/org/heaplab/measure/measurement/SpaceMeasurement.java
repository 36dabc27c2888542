package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.table.CollectionTable;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// How much memory an allocator takes: its footprint along the trace, and where it is when most
/// bytes are live.
///
/// One of ours takes the same in every process. A native allocator does not, so it is measured in
/// several, and the one with the median mean footprint stands for it.
final class SpaceMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "space";
  private static final String STARTUP = "startup_bytes";
  private static final String CLOCK_READS = "clock_reads";
  private static final String VERSION = "version";

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
    if (!replay.version().isEmpty()) reply.result(Map.of(VERSION, replay.version()));
    try (HandleAllocator heap = replay.heap()) {
      new SpacePass(replay, heap, replay.capabilities().contains(Capability.COUNTS)).run(reply);
    }
  }

  /// An allocator that misbehaved has a row too: it says so.
  @Override
  public List<Row> measure(Session session, int round) {
    boolean isNative = session.allocator().kind().equals(ComparedAllocator.NATIVE);
    return isNative ? measureNative(session) : measureOurs(session);
  }

  private static List<Row> measureOurs(Session session) {
    Reply reply = session.ask(COMMAND);
    if (reply == null) return List.of(session.spaceRow(Map.of()));
    if (reply.text("invalid") != null) session.fail(reply.text("invalid"));
    Space space = Space.exact(session.plan(), reply);
    var columns = space.columns();
    columns.put(VERSION, reply.text(VERSION));
    var rows = new ArrayList<>(curve(session.key(), space));
    rows.add(session.spaceRow(columns));
    if (reply.number("collections") != null) rows.add(collectionRow(session.key(), reply));
    return rows;
  }

  private static Row collectionRow(Key key, Reply reply) {
    var measured = new HashMap<String, Object>();
    measured.put("collections", reply.number("collections"));
    measured.put("traced_bytes", reply.number("traced"));
    measured.put("garbage_ratio", reply.fraction("garbage_ratio"));
    return Row.of(CollectionTable.COLLECTION, key, measured);
  }

  /// What one process shows.
  record Sampled(Space space, Reply reply) {
    Row row(Key key, int process) {
      var measured = new HashMap<String, Object>(Map.of("process", process));
      for (String column : List.of("peak_footprint_bytes", "peak_ratio", "mean_ratio")) {
        measured.put(column, space.columns().get(column));
      }
      measured.put("end_ratio", space.endRatio());
      measured.put(STARTUP, reply.number(STARTUP));
      return Row.of(Tables.PROCESS, key, measured);
    }

    /// @param origin the file of the library
    /// @param loading how the process came to it
    Map<String, Object> columns(String origin, String loading) {
      var columns = new HashMap<>(space.columns());
      String version = reply.text(VERSION) == null ? "" : reply.text(VERSION);
      columns.put(
          VERSION,
          Stream.of(version, origin, loading)
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining(", ")));
      for (String column : List.of(STARTUP, CLOCK_READS)) columns.put(column, reply.number(column));
      return columns;
    }
  }

  private static List<Row> measureNative(Session session) {
    var processes = new ArrayList<Sampled>();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < session.options().spaceProcesses(); i++) {
      Reply reply = session.ask(COMMAND);
      if (reply == null) return List.of(session.spaceRow(Map.of()));
      var process = new Sampled(Space.sampled(session.plan(), reply), reply);
      processes.add(process);
      rows.add(process.row(session.key(), i));
    }
    Sampled median = median(processes);
    rows.addAll(curve(session.key(), median.space()));
    MeasuredAllocator allocator = session.allocator();
    rows.add(session.spaceRow(median.columns(allocator.origin(), allocator.loading())));
    return rows;
  }

  /// The process with the median mean footprint; of an even number, the lower one.
  static Sampled median(List<Sampled> processes) {
    return processes.stream()
        .sorted(Comparator.comparingDouble(one -> one.space().meanFootprintBytes()))
        .toList()
        .get((processes.size() - 1) / 2);
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
