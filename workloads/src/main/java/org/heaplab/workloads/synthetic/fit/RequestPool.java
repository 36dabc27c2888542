package org.heaplab.workloads.synthetic.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.synthetic.fit.FitWindow.Count;
import org.heaplab.workloads.synthetic.fit.FitWindow.Requests;
import org.heaplab.workloads.synthetic.law.Sampler;

/// Requests that are still to be made, drawn without putting back: all of a window are made in the
/// end, so that it has exactly the live blocks of the trace.
final class RequestPool {
  /// Requests with one end: how many of each size are left.
  private static final class OfEnd {
    final End end;
    final List<SizeClass> sizes = new ArrayList<>();
    final List<Long> counts = new ArrayList<>();
    long left;

    OfEnd(End end) {
      this.end = end;
    }

    SizeClass draw(Sampler random) {
      long at = (long) (random.uniform() * left);
      int found = 0;
      while (at >= counts.get(found)) at -= counts.get(found++);
      counts.set(found, counts.get(found) - 1);
      left--;
      SizeClass size = sizes.get(found);
      if (counts.get(found) == 0) {
        counts.set(found, counts.getLast());
        sizes.set(found, sizes.getLast());
        counts.removeLast();
        sizes.removeLast();
      }
      return size;
    }
  }

  /// A request to be made.
  record Request(SizeClass size, End end) {}

  private final Map<End, OfEnd> byEnd = new LinkedHashMap<>();
  private OfEnd latest;
  private long left;

  void add(Requests requests) {
    for (Count count : requests.counts()) {
      OfEnd of = byEnd.computeIfAbsent(count.end(), OfEnd::new);
      of.sizes.add(requests.to());
      of.counts.add(count.count());
      of.left += count.count();
      left += count.count();
    }
  }

  boolean isEmpty() {
    return left == 0;
  }

  /// @param runs how likely it has the end of the one before because of this
  Request draw(double runs, Sampler random) {
    boolean again = latest != null && latest.left > 0 && random.chance(runs);
    if (!again) latest = drawEnd(random);
    left--;
    return new Request(latest.draw(random), latest.end);
  }

  private OfEnd drawEnd(Sampler random) {
    long at = (long) (random.uniform() * left);
    for (OfEnd of : byEnd.values()) {
      if (at < of.left) return of;
      at -= of.left;
    }
    throw new IllegalStateException("a pool must not be empty");
  }
}
