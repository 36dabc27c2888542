package org.heaplab.measure.latency;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How often each time was counted, and the longest.
final class TimeHistogram {
  /// Two significant digits: values up to 256 ns are exact, larger ones within 1/128.
  private static final int SIGNIFICANT_DIGITS = 2;

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram histogram = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  private long maxNanos;

  void add(long nanos) {
    histogram.recordValue(Math.min(nanos, LONGEST_NANOS));
    maxNanos = Math.max(maxNanos, nanos);
  }

  /// How often each value was counted, in ascending order: the least that its bucket stands for.
  Map<Long, Long> counts() {
    var counts = new TreeMap<Long, Long>();
    histogram
        .recordedValues()
        .forEach(
            step ->
                counts.put(
                    histogram.lowestEquivalentValue(step.getValueIteratedTo()),
                    step.getCountAddedInThisIterationStep()));
    return counts;
  }

  /// The longest, exactly.
  long maxNanos() {
    return maxNanos;
  }
}
