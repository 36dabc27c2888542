package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heaplab.allocators.Capability;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Session;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What the bytes of the footprint are held for. A heap of ours is walked. A native allocator tells
/// the usable sizes of its blocks, and one has a header of known size; the rest of its footprint is
/// one cause. It is measured in one process, so its causes sum to the footprint there, which is not
/// quite that of the process which stands for it in the table of space.
final class CausesMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "causes";
  static final String WALKS = "walks";

  /// A walk is at each even point of the sampling plan, as the samples that carry means are.
  static final int POINTS = SamplingPlan.EVEN_POINTS;

  @Override
  public String name() {
    return Tables.CAUSE.measurement();
  }

  @Override
  public double weight() {
    return 4;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && known.completed() && known.hasSpace();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(COMMAND, CausesMeasurement::run);
  }

  /// Where a walk does not show every byte, there is nothing to tell. The second argument is for
  /// native allocators only.
  private static void run(HeapReplay replay, String argument, ReplyWriter reply) {
    if (!replay.capabilities().contains(Capability.COUNTS)) return;
    CausesPass.run(replay, Integer.parseInt(argument.split(" ", 2)[0]), reply);
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply =
        session.ask("%s %d %d".formatted(COMMAND, POINTS, session.allocator().headerBytes()));
    if (reply == null || reply.oom().isPresent() || reply.number(WALKS) == null) return List.of();
    var rows = new ArrayList<Row>();
    long peak = 0;
    for (Cause cause : Cause.values()) {
      long bytes = number(reply, peakOf(cause));
      long sum = number(reply, sumOf(cause));
      peak += bytes;
      if (bytes == 0 && sum == 0) continue;
      rows.add(
          Row.of(
              Tables.CAUSE,
              session.key(),
              Map.of(
                  "cause",
                  cause.title(),
                  "peak_bytes",
                  bytes,
                  "mean_bytes",
                  (double) sum / reply.number(WALKS))));
    }
    if (session.allocator().kind().equals(ComparedAllocator.JAVA)) requireSame(peak, session);
    return session.reason().isEmpty() ? rows : List.of();
  }

  /// The same trace gives the same heap, so what was found before must be found again.
  private static void requireSame(long peak, Session session) {
    double before = session.cell().number(Tables.SPACE, "peak_footprint_bytes");
    if (peak == (long) before) return;
    session.fail(
        "the causes at the peak must sum to the peak footprint: %d, %.0f".formatted(peak, before));
  }

  private static long number(Reply reply, String key) {
    Long number = reply.number(key);
    return number == null ? 0 : number;
  }

  static String peakOf(Cause cause) {
    return "peak_" + cause.name().toLowerCase(Locale.ROOT);
  }

  static String sumOf(Cause cause) {
    return "sum_" + cause.name().toLowerCase(Locale.ROOT);
  }
}
