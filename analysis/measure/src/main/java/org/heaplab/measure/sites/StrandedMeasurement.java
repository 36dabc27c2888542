package org.heaplab.measure.sites;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.Session;
import org.heaplab.measure.session.WalkMeasurement;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;

/// Whose blocks keep pages that are partly free, while a trace is replayed that knows its call
/// sites: of every place how much, and of those that strand most a curve. A native allocator cannot
/// be walked, and has none of this.
public final class StrandedMeasurement implements WalkMeasurement {
  private static final String COMMAND = "stranded";

  /// At how many even points of a trace its heap is walked.
  private static final int POINTS = 100;

  static final String SITES = "sites";
  static final String SITE = "site_";
  static final String NAMED = "named";
  static final String POINT = "point_";

  /// What stands for the name of a place in the curve of all others.
  private static final String OTHERS = "";

  @Override
  public String name() {
    return SiteTables.STRANDED.measurement();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, (replay, argument, reply) -> run(replay, reply));
  }

  /// Where a walk does not show every byte, there is nothing to tell.
  private static void run(HeapReplay replay, ReplyWriter reply) {
    boolean isKnown = replay.trace().sites().byteSize() > 0;
    if (!isKnown || !replay.capabilities().contains(Capability.COUNTS)) return;
    try (HandleAllocator heap = replay.heap()) {
      new StrandedPass(replay, heap).run(POINTS, reply);
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply = session.ask(COMMAND);
    if (reply == null || reply.oom().isPresent() || reply.number(SITES) == null) return List.of();
    var rows = new ArrayList<Row>();
    for (int site = 0; site < reply.number(SITES); site++) {
      String bytes = reply.text(SITE + site);
      if (bytes != null) rows.add(row(session, site, bytes.split(" ", 4)));
    }
    rows.addAll(curves(session, reply));
    return rows;
  }

  private static Row row(Session session, int site, String[] words) {
    return Row.of(
        SiteTables.STRANDED,
        session.key(),
        Map.of(
            "site",
            session.siteName(site),
            "at_peak",
            Double.valueOf(words[0]),
            "on_average",
            Double.valueOf(words[1]),
            "at_most",
            Double.valueOf(words[2]),
            "over_time",
            words[3]));
  }

  /// The curves of the places that are named, one after the other, and that of all others.
  private static List<Row> curves(Session session, Reply reply) {
    var sites =
        new ArrayList<>(
            Stream.of(reply.text(NAMED).split(" ", -1))
                .filter(site -> !site.isEmpty())
                .map(site -> session.siteName(Integer.parseInt(site)))
                .toList());
    sites.add(OTHERS);
    var rows = new ArrayList<Row>();
    for (int curve = 0; curve < sites.size(); curve++) {
      for (int point = 0; reply.text(POINT + point) != null; point++) {
        String[] words = reply.text(POINT + point).split(" ", -1);
        rows.add(
            Row.of(
                SiteTables.STRANDED_OVER_TIME,
                session.key(),
                Map.of(
                    "site",
                    sites.get(curve),
                    "op",
                    Long.valueOf(words[0]),
                    "bytes",
                    Long.valueOf(words[curve + 1]))));
      }
    }
    return rows;
  }
}
