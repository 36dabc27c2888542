package org.heaplab.workloads.synthetic.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.fit.FitWindow.Count;
import org.heaplab.workloads.synthetic.fit.FitWindow.Requests;

/// Finds out what a trace does in each of its windows. It reads the trace twice: first which sizes
/// there are, then how long what was requested lives. Memory is in proportion to the requests.
final class TraceFitter {
  private final Trace trace;
  private final SizeClassing classes;
  private final long operations;
  private final long windowLength;
  private final RequestLog log = new RequestLog();
  private final WindowEnds[] endsOf;

  /// Ends by the number that stands for them; that of 0 is never.
  private final List<End> ends = new ArrayList<>(List.of(End.NEVER));

  private final Map<End, Integer> numbers = new HashMap<>(Map.of(End.NEVER, 0));

  /// Of each size class: bytes of large requests, and how many of these were touched.
  private final double[] largeBytes;

  private final double[] touchedBytes;

  TraceFitter(Trace trace, int windows) {
    this.trace = trace;
    var counts = new TreeMap<Long, Long>();
    long ops = 0;
    for (long i = 0; i < trace.count(); i++) {
      byte kind = Operation.kind(trace.operations(), i);
      if (!Operation.counts(kind)) continue;
      ops++;
      if (kind != Operation.FREE)
        counts.merge(Operation.size(trace.operations(), i), 1L, Long::sum);
    }
    operations = ops;
    classes = new SizeClassing(counts);
    windowLength = Math.max(1, Math.ceilDiv(ops, windows));
    endsOf = new WindowEnds[(int) Math.ceilDiv(ops, windowLength)];
    for (int i = 0; i < endsOf.length; i++) endsOf[i] = new WindowEnds();
    largeBytes = new double[classes.count()];
    touchedBytes = new double[classes.count()];
  }

  FittedWorkload fit() {
    readLives();
    return new FittedWorkload(trace.name(), windows(), touched());
  }

  private void readLives() {
    var current = new int[trace.slots()];
    long op = 0;
    for (long i = 0; i < trace.count(); i++) {
      byte kind = Operation.kind(trace.operations(), i);
      if (!Operation.counts(kind)) continue;
      int slot = Operation.slot(trace.operations(), i);
      int from = RequestLog.NEW;
      if (kind != Operation.MALLOC) {
        from = log.to(current[slot]);
        end(current[slot], op, kind == Operation.REALLOC);
      }
      if (kind != Operation.FREE) current[slot] = log.add(op, from, request(i));
      op++;
    }
  }

  /// @return the class of its size
  private int request(long index) {
    long size = Operation.size(trace.operations(), index);
    int sizeClass = classes.indexOf(size);
    if (size >= TraceBuilder.LARGE_BYTES) {
      largeBytes[sizeClass] += size;
      touchedBytes[sizeClass] += Operation.touched(trace.operations(), index);
    }
    return sizeClass;
  }

  /// A request ends soon that ends within half a window.
  private void end(int request, long op, boolean resized) {
    long life = op - log.birth(request);
    int window = window(op);
    boolean isSoon = life <= windowLength / 2;
    End end = isSoon ? End.soon(life, resized) : End.inWindow(window + 1, resized);
    log.end(request, number(end));
    if (!isSoon && window(log.birth(request)) < window) {
      long part = (op - window * windowLength) * FitWindow.PARTS / windowLength;
      endsOf[window].add(request, (int) part);
    }
  }

  private int window(long op) {
    return (int) (op / windowLength);
  }

  private int number(End end) {
    return numbers.computeIfAbsent(
        end,
        one -> {
          ends.add(one);
          return ends.size() - 1;
        });
  }

  private List<FitWindow> windows() {
    var windows = new ArrayList<FitWindow>();
    int request = 0;
    for (int number = 0; number < endsOf.length; number++) {
      var counts = new TreeMap<Long, Map<Integer, Long>>();
      var runs = new Runs();
      for (; request < log.size() && window(log.birth(request)) == number; request++) {
        int end = log.end(request);
        counts.computeIfAbsent(sizes(request), key -> new TreeMap<>()).merge(end, 1L, Long::sum);
        if (log.from(request) == RequestLog.NEW) runs.add(end);
      }
      long start = number * windowLength;
      windows.add(
          new FitWindow(
              Math.min(windowLength, operations - start),
              endsOf[number].order(),
              runs.strength(),
              endsOf[number].parts(),
              requests(counts)));
    }
    return windows;
  }

  /// Both classes of a request in one number.
  private long sizes(int request) {
    return (long) (log.from(request) + 1) << Integer.SIZE | log.to(request);
  }

  private List<Requests> requests(Map<Long, Map<Integer, Long>> counts) {
    var requests = new ArrayList<Requests>();
    counts.forEach(
        (sizes, byEnd) -> {
          int from = (int) (sizes >>> Integer.SIZE) - 1;
          var all = new ArrayList<Count>();
          byEnd.forEach((end, count) -> all.add(new Count(ends.get(end), count)));
          requests.add(
              new Requests(
                  from == RequestLog.NEW ? null : classes.get(from),
                  classes.get((int) (long) sizes),
                  all));
        });
    return requests;
  }

  private Map<SizeClass, Double> touched() {
    var touched = new HashMap<SizeClass, Double>();
    if (trace.touchedMarks() == 0) return touched;
    for (int i = 0; i < classes.count(); i++) {
      if (touchedBytes[i] < largeBytes[i]) {
        touched.put(classes.get(i), touchedBytes[i] / largeBytes[i]);
      }
    }
    return touched;
  }
}
