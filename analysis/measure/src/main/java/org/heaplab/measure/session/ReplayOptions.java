package org.heaplab.measure.session;

import java.time.Duration;
import org.heaplab.measure.replay.LockMode;

/// How replays are done.
///
/// @param locks when blocks are locked
/// @param heapBytes the largest footprint that our allocators may reach; [Long#MAX_VALUE] for none.
///   Native allocators have no such limit and are left out when there is one
/// @param rounds how many times each time is measured that is measured in rounds, each time in a
///   fresh process
/// @param spaceProcesses in how many processes the space of a native allocator is measured: where
///   its addresses lie differs between them, and with them what it holds
/// @param pauseReplays how many replays the pauses of a heap that compacts are measured in
/// @param warmup how long our allocators may replay before their times count
/// @param patience how long one command may take before its process is ended
public record ReplayOptions(
    LockMode locks,
    long heapBytes,
    int rounds,
    int spaceProcesses,
    int pauseReplays,
    Duration warmup,
    Duration patience) {
  public static final ReplayOptions DEFAULT =
      new ReplayOptions(
          LockMode.DEFAULT, Long.MAX_VALUE, 5, 3, 3, Duration.ofSeconds(5), Duration.ofMinutes(10));

  public ReplayOptions withLocks(LockMode mode) {
    return new ReplayOptions(
        mode, heapBytes, rounds, spaceProcesses, pauseReplays, warmup, patience);
  }

  public ReplayOptions withHeap(long bytes) {
    return new ReplayOptions(locks, bytes, rounds, spaceProcesses, pauseReplays, warmup, patience);
  }

  public ReplayOptions withRounds(int count) {
    return new ReplayOptions(
        locks, heapBytes, count, spaceProcesses, pauseReplays, warmup, patience);
  }

  public ReplayOptions withSpaceProcesses(int count) {
    return new ReplayOptions(locks, heapBytes, rounds, count, pauseReplays, warmup, patience);
  }

  public ReplayOptions withWarmup(Duration duration) {
    return new ReplayOptions(
        locks, heapBytes, rounds, spaceProcesses, pauseReplays, duration, patience);
  }

  /// @param duration how long one command may take
  public ReplayOptions withPatience(Duration duration) {
    return new ReplayOptions(
        locks, heapBytes, rounds, spaceProcesses, pauseReplays, warmup, duration);
  }

  public boolean limited() {
    return heapBytes != Long.MAX_VALUE;
  }
}
