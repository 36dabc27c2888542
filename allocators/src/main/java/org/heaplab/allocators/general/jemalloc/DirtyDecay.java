package org.heaplab.allocators.general.jemalloc;

/// How many dirty pages may stay. Pages that became dirty at the same time are purged over a while,
/// few of them at first, most in the middle: what may stay of them follows a smooth step.
///
/// ```text
///    share   1 ┤━━━━━╮
///              │      ╲
///              │       ╲
///            0 ┤        ╰━━━━━━
///              └─────────────────  time since they became dirty
///              0           decay
/// ```
///
/// Time is cut into steps. For each step of the past, the backlog has how many more pages were
/// dirty at its end than before.
final class DirtyDecay {
  /// What [#limit] returns when no step has ended.
  static final int NO_LIMIT = Integer.MAX_VALUE;

  private static final int STEPS = 200;

  private final long stepNanos;
  private final double[] share = new double[STEPS];

  /// The newest step is the last.
  private final int[] backlog = new int[STEPS];

  private long stepEnd;

  /// Dirty pages after the last step.
  private int before;

  /// @param decayNanos after how long no page of a time is left; at least the number of steps
  DirtyDecay(long decayNanos) {
    stepNanos = decayNanos / STEPS;
    for (int i = 0; i < STEPS; i++) {
      double x = (i + 1.0) / STEPS;
      share[i] = x * x * x * (x * (6 * x - 15) + 10);
    }
  }

  /// Ends the steps that have passed.
  ///
  /// @param nanos what time it is
  /// @param dirtyPages how many there are
  /// @return how many may stay, or [#NO_LIMIT]
  int limit(long nanos, int dirtyPages) {
    long passed = (nanos - stepEnd) / stepNanos;
    if (passed == 0) return NO_LIMIT;
    stepEnd += passed * stepNanos;
    int kept = (int) Math.max(0, STEPS - passed);
    System.arraycopy(backlog, STEPS - kept, backlog, 0, kept);
    for (int i = kept; i < STEPS; i++) backlog[i] = 0;
    backlog[STEPS - 1] = Math.max(0, dirtyPages - before);
    double sum = 0;
    for (int i = 0; i < STEPS; i++) sum += share[i] * backlog[i];
    int limit = (int) sum;
    before = Math.max(limit, dirtyPages);
    return limit;
  }
}
