package org.heaplab.measure;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.Session;

/// Replays until the compiler is done, before anything is timed.
final class WarmUp {
  static final String COMMAND = Session.WARM_UP;

  /// A warm-up ends when nothing was compiled for so long. In one short replay that may be chance.
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private WarmUp() {}

  /// Replays until nothing was compiled for a whole replay and a while, or the time is used up; at
  /// least once. The time is processor time: on a busy machine, compiling takes no fewer replays.
  ///
  /// @param argument how much time there is, in milliseconds
  static void run(HeapReplay replay, String argument) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long now = clock.getCurrentThreadCpuTime();
    long end = now + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(argument));
    long quietSince = now;
    long compiled = compiler.getTotalCompilationTime();
    do {
      try (HandleAllocator heap = replay.heap()) {
        replay.run(heap);
      }
      now = clock.getCurrentThreadCpuTime();
      if (compiler.getTotalCompilationTime() > compiled) quietSince = now;
      compiled = compiler.getTotalCompilationTime();
    } while (now < end && now - quietSince < QUIET_NANOS);
  }
}
