package org.heaplab.workloads;

/// Quantiles of numbers that are not negative, in fixed memory. They are exact below 2¹⁶, where
/// requests are, and within one part in 2⁸ above. The layout of the counters is that of
/// HdrHistogram:
///
/// ```text
/// value   0 … 2¹⁶−1          2¹⁶ … 2¹⁷−1         2¹⁷ … 2¹⁸−1         …
///         ├──────────────────┼───────────────────┼───────────────────┼─
/// width   1                  2⁸                  2⁹                  …
/// ```
final class Distribution {
  private static final int LOG_EXACT = 16;
  private static final int LOG_STEPS = 8;

  private final long[] counters =
      new long[(1 << LOG_EXACT) + ((Long.SIZE - LOG_EXACT) << LOG_STEPS)];
  private long count;

  void add(long value) {
    counters[index(value)]++;
    count++;
  }

  /// The smallest number that is not less than this share of all numbers; 0 when there are none.
  ///
  /// @param share from 0 to 1
  long quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counters.length; i++) {
      seen += counters[i];
      if (seen >= rank) return lowest(i);
    }
    return 0;
  }

  private static int index(long value) {
    if (value < 1 << LOG_EXACT) return (int) value;
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    int step = (int) (value >>> (log - LOG_STEPS)) & ((1 << LOG_STEPS) - 1);
    return (1 << LOG_EXACT) + ((log - LOG_EXACT) << LOG_STEPS) + step;
  }

  private static long lowest(int index) {
    if (index < 1 << LOG_EXACT) return index;
    int row = (index - (1 << LOG_EXACT)) >>> LOG_STEPS;
    long step = index & ((1 << LOG_STEPS) - 1);
    return ((1L << LOG_STEPS) + step) << (row + LOG_EXACT - LOG_STEPS);
  }
}
