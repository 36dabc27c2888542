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

  /// A size is frequent that has more than one request in so many.
  private static final long FREQUENT = 500;

  private final List<SizeClass> classes = new ArrayList<>();
  private final Map<Long, Integer> indexes = new HashMap<>();

  /// @param counts requests by size
  SizeClassing(SortedMap<Long, Long> counts) {
    long requests = counts.values().stream().mapToLong(Long::longValue).sum();
    var steps = new TreeMap<Long, List<Long>>();
    counts.forEach(
        (size, count) -> {
          if (count > requests / FREQUENT) add(List.of(size));
          else steps.computeIfAbsent(step(size), step -> new ArrayList<>()).add(size);
        });
    steps.values().forEach(this::add);
  }

  /// @param sizes of a class, ascending
  private void add(List<Long> sizes) {
    for (long size : sizes) indexes.put(size, classes.size());
    classes.add(new SizeClass(sizes.getFirst(), sizes.getLast()));
  }

  /// The first size of the step that a size is in.
  private static long step(long size) {
    if (size < 1 << LOG_EXACT) return size;
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(size);
    int dropped = log - (log < LOG_LARGE ? LOG_STEPS : LOG_LARGE_STEPS);
    return size >>> dropped << dropped;
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
