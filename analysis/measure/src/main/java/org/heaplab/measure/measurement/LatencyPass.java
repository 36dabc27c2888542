package org.heaplab.measure.measurement;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Operation;

/// One replay with a clock around every operation, the writes into its block included. The clock's
/// own cost, some twenty nanoseconds, is in every value.
final class LatencyPass {
  /// Two significant digits: values up to 256 ns are exact, larger ones within 1/128.
  private static final int SIGNIFICANT_DIGITS = 2;

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram histogram = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  private long maxNanos;

  /// @return the record that was refused, or the number of records
  long run(ReplayFile.View trace, Client client) {
    MemorySegment operations = trace.operations();
    long record = 0;
    for (; record < trace.records(); record++) {
      boolean counted = Operation.counts(Operation.kind(operations, record));
      long start = System.nanoTime();
      if (!client.step(record)) break;
      long nanos = System.nanoTime() - start;
      if (!counted) continue;
      histogram.recordValue(Math.min(nanos, LONGEST_NANOS));
      maxNanos = Math.max(maxNanos, nanos);
    }
    return record;
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
