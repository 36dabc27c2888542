package org.heaplab.workloads.synthetic.workload;

import java.util.Arrays;

/// Blocks by the time at which they are to be freed: a binary heap. Of two blocks with the same
/// time, the one that was added first comes first.
public final class DeathQueue {
  private double[] times = new double[64];
  private long[] orders = new long[64];
  private int[] slots = new int[64];
  private int size;
  private long added;

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /// The time of the block that is next.
  public double time() {
    return times[0];
  }

  public void add(double time, int slot) {
    if (size == slots.length) grow();
    int at = size++;
    long order = added++;
    for (; at > 0; at = (at - 1) / 2) {
      int above = (at - 1) / 2;
      if (!isBefore(time, order, above)) break;
      move(above, at);
    }
    put(at, time, order, slot);
  }

  /// Removes the block that is next.
  ///
  /// @return its slot
  public int remove() {
    int first = slots[0];
    size--;
    double time = times[size];
    long order = orders[size];
    int slot = slots[size];
    int at = 0;
    for (int below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && isBefore(times[below + 1], orders[below + 1], below)) below++;
      if (isBefore(time, order, below)) break;
      move(below, at);
      at = below;
    }
    if (size > 0) put(at, time, order, slot);
    return first;
  }

  private boolean isBefore(double time, long order, int at) {
    return time < times[at] || (time == times[at] && order < orders[at]);
  }

  private void move(int from, int to) {
    put(to, times[from], orders[from], slots[from]);
  }

  private void put(int at, double time, long order, int slot) {
    times[at] = time;
    orders[at] = order;
    slots[at] = slot;
  }

  private void grow() {
    times = Arrays.copyOf(times, size * 2);
    orders = Arrays.copyOf(orders, size * 2);
    slots = Arrays.copyOf(slots, size * 2);
  }
}
