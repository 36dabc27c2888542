package org.heaplab.measure.measurement;

import org.heaplab.measure.protocol.Reply;

import java.util.List;

/// How long single operations took.
///
/// @param counts values with how often they occurred, in ascending order
/// @param maxNanos the largest, exactly
public record Latency(List<Count> counts, long maxNanos) {
  /// @param nanos the smallest value that the counter stands for
  public record Count(long nanos, long count) {}

  public Latency {
    counts = List.copyOf(counts);
  }

  public static Latency of(Reply reply) {
    return new Latency(
        reply.latencies().stream().map(pair -> new Count(pair[0], pair[1])).toList(),
        reply.number("max_ns"));
  }

  /// The smallest counted value that at least the share of all operations did not exceed.
  public long quantile(double share) {
    long all = counts.stream().mapToLong(Count::count).sum();
    long wanted = Math.max(1, (long) Math.ceil(share * all));
    long seen = 0;
    for (Count count : counts) {
      seen += count.count();
      if (seen >= wanted) return count.nanos();
    }
    return maxNanos;
  }
}
