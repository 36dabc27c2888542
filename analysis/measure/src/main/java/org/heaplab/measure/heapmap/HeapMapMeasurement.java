package org.heaplab.measure.heapmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.Session;
import org.heaplab.measure.session.WalkMeasurement;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What lies where in a heap while a trace is replayed on it, and how much of what is free is too
/// scattered to be used. A native allocator cannot be walked, and has none of this.
public final class HeapMapMeasurement implements WalkMeasurement {
  private static final String COMMAND = "heapmap";

  /// At how many even points of a trace its heap is walked.
  private static final int POINTS = 160;

  static final String BIN_BYTES = "bin_bytes";
  static final String AREA = "area_";
  static final String POINT = "point_";
  static final String UNUSABLE = "unusable_";

  @Override
  public String name() {
    return Tables.HEAP_MAP.measurement();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, (replay, argument, reply) -> run(replay, reply));
  }

  /// Where a walk does not show every byte, there is nothing to tell.
  private static void run(HeapReplay replay, ReplyWriter reply) {
    if (!replay.capabilities().contains(Capability.COUNTS)) return;
    try (HandleAllocator heap = replay.heap()) {
      new HeapMapPass(replay, heap).run(POINTS, reply);
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply = session.ask(COMMAND);
    if (reply == null || reply.oom().isPresent() || reply.number(BIN_BYTES) == null) {
      return List.of();
    }
    var rows = new ArrayList<Row>();
    for (String[] words : numbered(reply, POINT, 0, 6)) {
      rows.add(
          Row.of(
              Tables.HEAP_MAP,
              session.key(),
              Map.of(
                  "op",
                  Long.valueOf(words[0]),
                  "live_bytes",
                  Long.valueOf(words[1]),
                  "footprint_bytes",
                  Long.valueOf(words[2]),
                  "free_bytes",
                  Long.valueOf(words[3]),
                  "moved_bytes",
                  Long.valueOf(words[4]),
                  "cells",
                  words[5])));
    }
    for (String[] words : numbered(reply, AREA, 0, 2)) {
      rows.add(
          Row.of(
              Tables.HEAP_AREA,
              session.key(),
              Map.of(
                  "area",
                  words[1],
                  "bins",
                  Long.valueOf(words[0]),
                  BIN_BYTES,
                  reply.number(BIN_BYTES))));
    }
    long requestBytes = 1L << FreeSpans.LOG_LEAST;
    for (String[] words : numbered(reply, UNUSABLE, FreeSpans.LOG_LEAST, 3)) {
      var shares = new HashMap<String, Object>(Map.of("request_bytes", requestBytes));
      putShare(shares, "at_peak", words[0]);
      putShare(shares, "at_end", words[1]);
      putShare(shares, "on_average", words[2]);
      rows.add(Row.of(Tables.UNUSABLE, session.key(), shares));
      requestBytes *= 2;
    }
    return rows;
  }

  /// The results with a number behind their key, each in its words.
  ///
  /// @param first the least number
  private static List<String[]> numbered(Reply reply, String key, int first, int words) {
    var all = new ArrayList<String[]>();
    for (int i = first; reply.text(key + i) != null; i++) {
      all.add(reply.text(key + i).split(" ", words));
    }
    return all;
  }

  /// Where nothing is free, no share of it is unusable.
  private static void putShare(Map<String, Object> shares, String column, String text) {
    double share = Double.parseDouble(text);
    if (Double.isFinite(share)) shares.put(column, share);
  }
}
