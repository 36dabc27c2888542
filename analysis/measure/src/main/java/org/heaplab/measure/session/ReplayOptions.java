package org.heaplab.measure.session;

import org.heaplab.measure.replay.LockMode;

import java.time.Duration;

/// How a replay is done.
///
/// @param locks when blocks are locked
/// @param heapBytes the largest footprint that our allocators may reach; [Long#MAX_VALUE] for none.
///   Native allocators have no such limit and are left out when there is one
/// @param verify whether contents, overlap and the heap's own account are checked throughout
/// @param rounds how many times the time pass is done
/// @param latency whether single operations are timed
/// @param pauseRounds how many times the pauses of a heap that compacts are measured, if it is
///   timed
/// @param warmup how long our allocators may replay before their times count
/// @param patience how long one pass may take before its process is ended
public record ReplayOptions(
    LockMode locks,
    long heapBytes,
    boolean verify,
    int rounds,
    boolean latency,
    int pauseRounds,
    Duration warmup,
    Duration patience) {
  public static final ReplayOptions DEFAULT =
      new ReplayOptions(
          LockMode.DEFAULT,
          Long.MAX_VALUE,
          false,
          5,
          true,
          3,
          Duration.ofSeconds(5),
          Duration.ofMinutes(10));

  public ReplayOptions withLocks(LockMode mode) {
    return new ReplayOptions(
        mode, heapBytes, verify, rounds, latency, pauseRounds, warmup, patience);
  }

  public ReplayOptions withHeap(long bytes) {
    return new ReplayOptions(locks, bytes, verify, rounds, latency, pauseRounds, warmup, patience);
  }

  public ReplayOptions withVerify(boolean checked) {
    return new ReplayOptions(
        locks, heapBytes, checked, rounds, latency, pauseRounds, warmup, patience);
  }

  /// @param count time passes; 0 to measure space only
  public ReplayOptions withRounds(int count) {
    return new ReplayOptions(
        locks, heapBytes, verify, count, latency, pauseRounds, warmup, patience);
  }

  public ReplayOptions withLatency(boolean timed) {
    return new ReplayOptions(
        locks, heapBytes, verify, rounds, timed, pauseRounds, warmup, patience);
  }

  /// @param count pause passes; 0 for none
  public ReplayOptions withPauseRounds(int count) {
    return new ReplayOptions(locks, heapBytes, verify, rounds, latency, count, warmup, patience);
  }

  public ReplayOptions withWarmup(Duration duration) {
    return new ReplayOptions(
        locks, heapBytes, verify, rounds, latency, pauseRounds, duration, patience);
  }

  /// @param duration how long one pass may take
  public ReplayOptions withPatience(Duration duration) {
    return new ReplayOptions(
        locks, heapBytes, verify, rounds, latency, pauseRounds, warmup, duration);
  }

  /// Whether any time is measured.
  public boolean timed() {
    return rounds > 0 || latency;
  }

  public boolean limited() {
    return heapBytes != Long.MAX_VALUE;
  }
}
