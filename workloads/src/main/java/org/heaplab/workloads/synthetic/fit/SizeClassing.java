package org.heaplab.workloads.synthetic.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which sizes of a trace a fitted workload takes for alike: those that are frequent each for
/// itself, and of the others those between two steps, as far as they occur.
///
/// ```text
///    bytes   1 … 127     128 … 64 KiB        64 KiB …
///            each        2⁴ steps in each    2⁶ steps in each
///                        power of two        power of two
/// ```
final class SizeClassing {
  private static final int LOG_EXACT = 7;
  private static final int LOG_LARGE = 16;
  private static final int LOG_STEPS = 4;
  private static final int LOG_LARGE_STEPS = 6;

  /// A size matters that has more than one in so many of all requests, or of their bytes.
  private static final long PARTS = 500;

  private final List<SizeClass> classes = new ArrayList<>();
  private final Map<Long, Integer> indexes = new HashMap<>();

  /// @param counts requests by size
  SizeClassing(SortedMap<Long, Long> counts) {
    long requests = 0;
    double bytes = 0;
    for (Map.Entry<Long, Long> one : counts.entrySet()) {
      requests += one.getValue();
      bytes += (double) one.getKey() * one.getValue();
    }
    var steps = new TreeMap<Long, List<Long>>();
    for (Map.Entry<Long, Long> one : counts.entrySet()) {
      long size = one.getKey();
      long count = one.getValue();
      boolean matters = count > requests / PARTS || (double) size * count > bytes / PARTS;
      if (matters) add(List.of(size));
      else steps.computeIfAbsent(step(size), step -> new ArrayList<>()).add(size);
    }
    steps.values().forEach(this::add);
  }

  /// @param sizes of a class, ascending
  private void add(List<Long> sizes) {
    for (long size : sizes) indexes.put(size, classes.size());
    classes.add(new SizeClass(sizes.getFirst(), sizes.getLast()));
  }

  /// The largest size of the step that a size is in.
  private static long step(long size) {
    if (size <= 1 << LOG_EXACT) return size;
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(size - 1);
    int dropped = log - (log < LOG_LARGE ? LOG_STEPS : LOG_LARGE_STEPS);
    return (((size - 1) >>> dropped) + 1) << dropped;
  }

  /// The number of the class that a size of the trace is in.
  int indexOf(long size) {
    return indexes.get(size);
  }

  SizeClass get(int index) {
    return classes.get(index);
  }

  int count() {
    return classes.size();
  }
}
