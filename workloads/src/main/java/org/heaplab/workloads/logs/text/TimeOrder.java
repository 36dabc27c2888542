package org.heaplab.workloads.logs.text;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.heaplab.workloads.Dropped;

/// Puts the calls of a log in the order of their times. A request counts at its end, when the block
/// exists. A free counts at its begin, when the block may be given up. So two live blocks never
/// have the same address, in any order of the threads' lines.
///
/// ```text
///   thread 1   ──[malloc A]────────────[free A]───────────       free A begins
///   thread 2   ────────────────────────────[malloc A]─────       before malloc A ends
/// ```
///
/// The calls of each thread are in order already, so this is a merge. There is one queue for each
/// thread, and the earliest of their first calls always comes next. At most [#MOST_WAITING] calls
/// wait. A call that comes even later is made at once and counted.
public final class TimeOrder {
  private static final int MOST_WAITING = 1 << 18;

  private final Calls calls;
  private final int mostWaiting;
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final PriorityQueue<Lane> firsts =
      new PriorityQueue<>(
          Comparator.comparingLong((Lane lane) -> lane.queue.getFirst().time)
              .thenComparingLong(lane -> lane.queue.getFirst().number));
  private int waiting;
  private long numbered;
  private long latest = Long.MIN_VALUE;
  private long lastMade = Long.MIN_VALUE;
  private long lastNumber = -1;

  public TimeOrder(Calls calls) {
    this(calls, MOST_WAITING);
  }

  public TimeOrder(Calls calls, int mostWaiting) {
    this.calls = calls;
    this.mostWaiting = mostWaiting;
  }

  /// Whether any call waits.
  public boolean isEmpty() {
    return waiting == 0;
  }

  /// Adds a call without a time; it comes right after the line before it.
  public void add(long thread, Runnable call) {
    add(thread, latest, call);
  }

  /// @param time in nanoseconds, when the call counts
  /// @param call the call to make
  public void add(long thread, long time, Runnable call) {
    latest = time;
    Lane lane = lanes.computeIfAbsent(thread, Lane::new);
    lane.latest = Math.max(lane.latest, time);
    boolean first = lane.queue.isEmpty();
    lane.queue.addLast(new Call(lane.latest, numbered++, call));
    if (first) firsts.add(lane);
    if (++waiting > mostWaiting) makeFirst();
  }

  /// Makes all calls that wait.
  public void finish() {
    while (waiting > 0) makeFirst();
  }

  private void makeFirst() {
    Lane lane = firsts.remove();
    Call call = lane.queue.removeFirst();
    if (lane.queue.isEmpty()) lanes.remove(lane.thread);
    else firsts.add(lane);
    waiting--;
    if (call.time < lastMade) calls.drop(Dropped.UNORDERED);
    else if (call.number < lastNumber) calls.drop(Dropped.REORDERED);
    lastMade = Math.max(lastMade, call.time);
    lastNumber = Math.max(lastNumber, call.number);
    call.made.run();
  }

  private record Call(long time, long number, Runnable made) {}

  /// The calls of one thread that wait.
  private static final class Lane {
    final long thread;
    final ArrayDeque<Call> queue = new ArrayDeque<>();
    long latest = Long.MIN_VALUE;

    Lane(long thread) {
      this.thread = thread;
    }
  }
}
