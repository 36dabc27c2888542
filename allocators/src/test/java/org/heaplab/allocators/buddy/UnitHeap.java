package org.heaplab.allocators.buddy;

import org.heaplab.allocators.buddy.BuddyHeap.Place;

/// A heap with its sizes in a table, seen in units of 16 bytes from its base.
record UnitHeap(BuddyHeap heap) {
  static final int UNIT = 16;

  static UnitHeap of(BuddyHeap.Series series) {
    return new UnitHeap(new BuddyHeap(1 << 24, Place.TABLE, series));
  }

  long malloc(long units) {
    return (heap.malloc(units * UNIT) - heap.baseAddress()) / UNIT;
  }

  void free(long unit) {
    heap.free(heap.baseAddress() + unit * UNIT);
  }

  long usableUnits(long units) {
    return heap.usableSize(heap.malloc(units * UNIT)) / UNIT;
  }
}
