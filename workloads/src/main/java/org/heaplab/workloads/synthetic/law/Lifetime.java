package org.heaplab.workloads.synthetic.law;

/// When a block is freed.
public sealed interface Lifetime {
  /// Some mallocs after its own.
  ///
  /// @param law draws how many
  record Timed(Law law) implements Lifetime {}

  /// When a phase ends.
  ///
  /// @param count 1 for the phase in which it was allocated, 2 for the one after that, and so on
  record Phases(int count) implements Lifetime {}

  /// When the blocks of its kind take more bytes than a budget, the oldest first.
  ///
  /// @param budgetBytes the most that they take together
  /// @param spared with this probability the oldest one was used lately: it is then taken for the
  ///   youngest, and the next one is looked at
  record LeastRecentlyUsed(long budgetBytes, double spared) implements Lifetime {}

  /// Never.
  record Forever() implements Lifetime {}

  /// Random lifetimes, in mallocs.
  @FunctionalInterface
  interface Law {
    double next(long size, Sampler random);

    static Law fixed(double mallocs) {
      return (size, random) -> mallocs;
    }

    /// Every block is as likely to be freed next as any other, whatever its age.
    static Law exponential(double mean) {
      return (size, random) -> random.exponential(mean);
    }

    /// Most blocks die young, the others live much longer.
    ///
    /// @param share of the blocks that die young
    /// @param young mean lifetime of these
    /// @param old mean lifetime of the others
    static Law bimodal(double share, double young, double old) {
      return (size, random) -> random.exponential(random.chance(share) ? young : old);
    }

    /// Exponential lifetimes whose mean grows, or falls, with a power of the size.
    ///
    /// @param mean lifetime of blocks of the size `at`
    static Law bySize(double mean, long at, double exponent) {
      return (size, random) ->
          random.exponential(mean * StrictMath.pow(Math.max(1.0, (double) size) / at, exponent));
    }
  }
}
