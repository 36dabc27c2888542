package org.heaplab.workloads.synthetic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.fit.FitWindow.Requests;
import org.heaplab.workloads.synthetic.fit.RequestPool.Request;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.DeathQueue;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Makes the operations of a fitted workload, window by window. Time is counted in operations.
///
/// ```text
///    pool of the window ── draw ──▶ malloc ──┬─ soon, or in this window ──▶ queue, by time
///                                            └─ in window 17 ──▶ list of window 17
///    list of this window, in its order, over its parts ──▶ queue
///    queue ── time has come ──▶ ready, the youngest first
///    ready ──▶ free, or realloc to a size from the pool of its size
/// ```
///
/// Only one operation is made at a time, so that some ends come late. An end that is late by one
/// operation is that for a short life, and hardly for a long one: the youngest block is first.
///
/// A block that is to be resized when no request of its size is left waits until a later window has
/// one.
final class FittedGenerator {
  private final FittedWorkload workload;
  private final Sampler random;
  private final TraceBuilder trace;
  private final DeathQueue queue = new DeathQueue();
  private final DeathQueue ready = new DeathQueue();
  private final List<SlotList> due = new ArrayList<>();
  private final Map<SizeClass, RequestPool> resizing = new HashMap<>();
  private final Map<SizeClass, SlotList> waiting = new HashMap<>();
  private SizeClass[] sizes = new SizeClass[64];
  private boolean[] resized = new boolean[64];
  private long[] births = new long[64];
  private long now;

  FittedGenerator(FittedWorkload workload, Sampler random, TraceBuilder trace) {
    this.workload = workload;
    this.random = random;
    this.trace = trace;
  }

  void run() {
    int number = 0;
    for (FitWindow window : workload.windows()) run(++number, window);
  }

  private void run(int number, FitWindow window) {
    long end = now + window.operations();
    var newBlocks = new RequestPool();
    for (Requests requests : window.requests()) {
      if (requests.from() == null) newBlocks.add(requests);
      else resizing.computeIfAbsent(requests.from(), size -> new RequestPool()).add(requests);
    }
    schedule(number, window);
    wake(number, end);
    while (true) {
      while (!queue.isEmpty() && queue.time() <= now) {
        int slot = queue.remove();
        ready.add((double) -births[slot], slot);
      }
      if (!ready.isEmpty()) {
        end(ready.remove(), number, end);
      } else if (!newBlocks.isEmpty()) {
        Request request = newBlocks.draw(window.runs(), random);
        long size = request.size().next(random);
        int slot = trace.malloc(size);
        now++;
        note(slot, request, size, number, end);
      } else if (!queue.isEmpty() && queue.time() < end) {
        end(queue.remove(), number, end);
      } else {
        return;
      }
    }
  }

  /// Gives the blocks of earlier windows that end in this one their times.
  private void schedule(int number, FitWindow window) {
    if (number >= due.size()) return;
    SlotList slots = due.get(number);
    int count = slots.size();
    int[] order = order(window.order(), count);
    long all = window.parts().stream().mapToLong(Long::longValue).sum();
    int part = -1;
    double partEnd = 0;
    double partStart = 0;
    for (int i = 0; i < count; i++) {
      double rank = (i + 0.5) / count * all;
      while (part < 0 || (rank > partEnd && part < FitWindow.PARTS - 1)) {
        part++;
        partStart = partEnd;
        partEnd += all == 0 ? 0 : window.parts().get(part);
      }
      double within = partEnd > partStart ? (rank - partStart) / (partEnd - partStart) : 0.5;
      double share = all == 0 ? (i + 0.5) / count : (part + within) / FitWindow.PARTS;
      queue.add(now + share * window.operations(), slots.get(order[i]));
    }
    due.set(number, new SlotList());
  }

  private int[] order(FitWindow.Order order, int count) {
    int[] indexes = new int[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = order == FitWindow.Order.REVERSE ? count - 1 - i : i;
    }
    for (int i = count - 1; order == FitWindow.Order.ANY && i > 0; i--) {
      int other = random.index(i + 1);
      int index = indexes[i];
      indexes[i] = indexes[other];
      indexes[other] = index;
    }
    return indexes;
  }

  /// Resizes blocks that have waited for it.
  private void wake(int number, long end) {
    List<Map.Entry<SizeClass, SlotList>> ready =
        waiting.entrySet().stream()
            .filter(one -> one.getValue().size() > 0 && hasRequest(one.getKey()))
            .sorted((a, b) -> Long.compare(a.getKey().least(), b.getKey().least()))
            .toList();
    for (Map.Entry<SizeClass, SlotList> one : ready) {
      while (one.getValue().size() > 0 && hasRequest(one.getKey())) {
        resize(one.getValue().removeLast(), number, end);
      }
    }
  }

  private boolean hasRequest(SizeClass from) {
    RequestPool pool = resizing.get(from);
    return pool != null && !pool.isEmpty();
  }

  private void end(int slot, int number, long end) {
    if (!resized[slot]) {
      trace.free(slot);
      now++;
    } else if (hasRequest(sizes[slot])) {
      resize(slot, number, end);
    } else {
      waiting.computeIfAbsent(sizes[slot], size -> new SlotList()).add(slot);
    }
  }

  private void resize(int slot, int number, long end) {
    Request request = resizing.get(sizes[slot]).draw(0, random);
    long size = request.size().next(random);
    trace.realloc(slot, size);
    now++;
    note(slot, request, size, number, end);
  }

  /// Remembers when a request that was just made is to end.
  private void note(int slot, Request request, long size, int number, long end) {
    if (slot >= sizes.length) {
      sizes = Arrays.copyOf(sizes, slot * 2);
      resized = Arrays.copyOf(resized, slot * 2);
      births = Arrays.copyOf(births, slot * 2);
    }
    births[slot] = now;
    sizes[slot] = request.size();
    resized[slot] = request.end().resized();
    double touched = workload.touched(request.size());
    if (touched < 1) trace.touched(slot, Math.round(touched * size));
    switch (request.end().when()) {
      // The operation after this one is the first that can end it.
      case SOON -> queue.add((double) (now - 1 + request.end().operations(random)), slot);
      case IN_WINDOW -> endIn(request.end().number(), slot, number, end);
      case NEVER -> {}
    }
  }

  private void endIn(int window, int slot, int number, long end) {
    if (window <= number) {
      // It lives longer than half a window.
      double earliest = Math.min(now + (end - now) / 2.0, (double) end);
      queue.add(earliest + random.uniform() * (end - earliest), slot);
      return;
    }
    while (due.size() <= window) due.add(new SlotList());
    due.get(window).add(slot);
  }
}
