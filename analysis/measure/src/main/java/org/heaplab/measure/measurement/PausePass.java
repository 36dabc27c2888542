package org.heaplab.measure.measurement;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import org.heaplab.allocators.PauseWatcher;

/// Rounds of replays with clocks around every pause for compaction: the processor time that the
/// replaying thread spent in it, and the time on the wall.
///
/// The same heap does the same work for the same trace, so the n-th pause of one round is the n-th
/// of all, and its time is the least of theirs: what it takes beyond that in another is the
/// machine's.
///
/// Asking for processor time is a system call and costs about as much as a short pause takes, so
/// this is a replay of its own. Half of such a call is in every value.
final class PausePass implements PauseWatcher {
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private long[] least = new long[0];
  private long leastMaxWallNanos = Long.MAX_VALUE;
  private long[] cpuNanos = new long[1 << 10];
  private int pauses;
  private long maxWallNanos;
  private long cpuStart;
  private long wallStart;

  @Override
  public void begins() {
    wallStart = System.nanoTime();
    cpuStart = clock.getCurrentThreadCpuTime();
  }

  @Override
  public void ends() {
    long cpu = clock.getCurrentThreadCpuTime() - cpuStart;
    paused(cpu, System.nanoTime() - wallStart);
  }

  /// A pause has ended that took so long.
  void paused(long cpu, long wall) {
    maxWallNanos = Math.max(maxWallNanos, wall);
    if (pauses == cpuNanos.length) cpuNanos = Arrays.copyOf(cpuNanos, 2 * pauses);
    cpuNanos[pauses++] = cpu;
  }

  /// A replay has ended. Where a heap depends on a clock, its replays do not have the same pauses,
  /// and the one whose longest pause is shortest counts.
  void endReplay() {
    long[] round = Arrays.copyOf(cpuNanos, pauses);
    if (least.length == round.length) {
      for (int i = 0; i < pauses; i++) least[i] = Math.min(least[i], round[i]);
    } else if (least.length == 0 || max(round) < max(least)) {
      least = round;
    }
    leastMaxWallNanos = Math.min(leastMaxWallNanos, maxWallNanos);
    pauses = 0;
    maxWallNanos = 0;
  }

  private static long max(long[] nanos) {
    return Arrays.stream(nanos).max().orElse(0);
  }

  Map<String, ?> results() {
    long[] sorted = least.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    return Map.of(
        "pauses",
        count,
        "max_pause_ns",
        max(sorted),
        "p99_pause_ns",
        count == 0 ? 0 : sorted[(int) Math.ceil(0.99 * count) - 1],
        "max_pause_wall_ns",
        leastMaxWallNanos);
  }
}
