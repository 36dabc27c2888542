package org.heaplab.workloads.synthetic.workload;

import java.util.Arrays;

/// A growing list of slots.
public final class SlotList {
  private int[] slots = new int[64];
  private int size;

  public int size() {
    return size;
  }

  public int get(int index) {
    return slots[index];
  }

  public void add(int slot) {
    if (size == slots.length) slots = Arrays.copyOf(slots, size * 2);
    slots[size++] = slot;
  }

  /// Removes one slot; the last slot takes its index.
  public int removeUnordered(int index) {
    int slot = slots[index];
    slots[index] = slots[--size];
    return slot;
  }

  public int removeLast() {
    return slots[--size];
  }

  /// Removes all.
  public void clear() {
    size = 0;
  }
}
