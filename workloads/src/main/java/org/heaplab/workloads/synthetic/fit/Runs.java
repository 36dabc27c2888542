package org.heaplab.workloads.synthetic.fit;

import java.util.HashMap;
import java.util.Map;

/// How much requests with the same end come one after the other: more often than they would if each
/// were drawn alone.
final class Runs {
  private final Map<Integer, Long> counts = new HashMap<>();
  private long all;
  private long equal;
  private int last = -1;

  void add(int end) {
    counts.merge(end, 1L, Long::sum);
    if (end == last) equal++;
    last = end;
    all++;
  }

  /// The probability that the next request repeats the end of the one before, beyond what the
  /// shares of the ends explain; 0 where they explain it all.
  double strength() {
    if (all < 2) return 0;
    double alone = 0;
    for (long count : counts.values()) alone += (double) count / all * count / all;
    double observed = (double) equal / (all - 1);
    return alone >= 1 ? 0 : Math.clamp((observed - alone) / (1 - alone), 0, 1);
  }
}
