package org.heaplab.measure.measurement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Session;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// The smallest fixed heap in which a trace completes, in whole pages.
///
/// Bisection between the live peak, which no heap can be below but by what a program never touches
/// of its blocks, and a heap that was enough. It assumes that an allocator which completes in a
/// heap completes in every larger one. An allocator whose policy depends on its limit may break
/// that, and then the answer is the smallest heap of those that were tried.
final class SmallestHeap implements ReplayMeasurement {
  private static final String COMMAND = "limit";

  /// If the trace does not complete in a heap this many times doubled, from the footprint that it
  /// takes without a limit, then space is not what it lacks.
  private static final int MAX_DOUBLINGS = 6;

  @Override
  public String name() {
    return Tables.MIN_HEAP.measurement();
  }

  @Override
  public double weight() {
    return 3;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  /// An allocator that refused a request without a limit completes in no heap.
  @Override
  public boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && known.hasSpace();
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        COMMAND, (replay, argument, reply) -> run(replay, Long.parseLong(argument), reply));
  }

  /// Replays in a heap of a size, and tells where a request was refused. An allocator whose heaps
  /// have no limit completes in none that is fixed.
  ///
  /// @return whether none was
  static boolean run(HeapReplay replay, long limitBytes, ReplyWriter reply) {
    if (!replay.limits()) {
      reply.oom(0);
      return false;
    }
    try (HandleAllocator heap = replay.heap(limitBytes)) {
      long done = replay.run(heap);
      boolean whole = replay.isWhole(done);
      if (!whole) reply.oom(done);
      return whole;
    }
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Long pages = session.cell().completed() ? leastPages(session) : null;
    if (!session.reason().isEmpty()) pages = null;
    var measured = new HashMap<String, Object>();
    if (pages != null) measured.put("min_heap_bytes", pages * Backing.PAGE_BYTES);
    return List.of(Row.of(Tables.MIN_HEAP, session.key(), measured));
  }

  /// @return null when there is none
  private static Long leastPages(Session session) {
    SamplingPlan plan = session.plan();
    boolean leavesUntouched = session.allocator().leavesUntouched();
    long least = leavesUntouched ? plan.peakTouchedBytes() : plan.peakLiveBytes();
    long tooFew = (least + Backing.PAGE_BYTES - 1) / Backing.PAGE_BYTES - 1;
    long peak = (long) session.cell().number(Tables.SPACE, "peak_footprint_bytes");
    long enough = Math.max(peak / Backing.PAGE_BYTES, 1);
    for (int doublings = 0; !completes(session, enough); doublings++) {
      if (!session.reason().isEmpty() || doublings == MAX_DOUBLINGS) return null;
      tooFew = enough;
      enough *= 2;
    }
    while (session.reason().isEmpty() && enough - tooFew > 1) {
      long middle = tooFew + (enough - tooFew) / 2;
      if (completes(session, middle)) enough = middle;
      else tooFew = middle;
    }
    return enough;
  }

  private static boolean completes(Session session, long pages) {
    Reply reply = session.ask(COMMAND + " " + pages * Backing.PAGE_BYTES);
    return reply != null && reply.oom().isEmpty();
  }
}
