package org.heaplab.workloads.synthetic;

import java.util.Arrays;

/// A growing list of slots.
final class SlotList {
  private int[] slots = new int[64];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return slots[index];
  }

  void add(int slot) {
    if (size == slots.length) slots = Arrays.copyOf(slots, size * 2);
    slots[size++] = slot;
  }

  /// Removes one slot; the last slot takes its index.
  int removeUnordered(int index) {
    int slot = slots[index];
    slots[index] = slots[--size];
    return slot;
  }

  int removeLast() {
    return slots[--size];
  }
}
