package org.heaplab.workloads.logs;

/// Checks mutated logs, a thousand of each seed. `workloads/fuzz-logs.sh` runs it with as many as
/// one likes.
public final class LogFuzz {
  static final int BATCH = 1000;

  private LogFuzz() {}

  /// @param arguments how many logs, and the first seed
  public static void main(String[] arguments) {
    run(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
  }

  /// @throws AssertionError with the seed and the log when one breaks a rule
  static void run(long logs, long firstSeed) {
    for (long done = 0; done < logs; done += BATCH) {
      long seed = firstSeed + done / BATCH;
      var mutator = new LogMutator(seed);
      try {
        for (int i = 0; i < Math.min(BATCH, logs - done); i++) LogCheck.check(mutator.next());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
