package org.heaplab.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.heaplab.allocators.PauseWatcher;

/// One replay with clocks around every pause for compaction: the processor time that the replaying
/// thread spent in it, and the time on the wall.
///
/// Asking for processor time is a system call and costs about as much as a short pause takes, which
/// is why this is a pass of its own; half of such a call is in every value.
final class PausePass implements PauseWatcher {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final Histogram cpuNanos = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  private long maxCpuNanos;
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
    long wall = System.nanoTime() - wallStart;
    cpuNanos.recordValue(Math.min(cpu, LONGEST_NANOS));
    maxCpuNanos = Math.max(maxCpuNanos, cpu);
    maxWallNanos = Math.max(maxWallNanos, wall);
  }

  Map<String, ?> results() {
    return Map.of(
        "pauses",
        cpuNanos.getTotalCount(),
        "max_pause_ns",
        maxCpuNanos,
        "p99_pause_ns",
        cpuNanos.getTotalCount() == 0 ? 0 : cpuNanos.getValueAtPercentile(99),
        "max_pause_wall_ns",
        maxWallNanos);
  }
}
