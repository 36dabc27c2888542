package org.heaplab.allocators.moving;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// What is known of each sub-heap, in a table: sub-heaps have equal parts of a range of addresses
/// and are numbered along it.
///
/// ```text
///     0            4        8            12          16      20             32
///     ├────────────┼────────┼────────────┼───────────┼───────┼─ ─ ─ ─ ─ ─ ──┤
///     │ bytes up   │ last   │ bytes of   │ committed │ stuck │              │
///     │ to its top │ block  │ used blocks│ bytes     │       │              │
///     └────────────┴────────┴────────────┴───────────┴───────┴─ ─ ─ ─ ─ ─ ──┘
/// ```
///
/// Stuck is one that need not be evacuated again before one of its blocks is freed, or is unlocked
/// if that was the reason.
final class SubHeapRecords {
  static final int RECORD_BYTES = 32;

  private static final long TOP = 0;
  private static final long LAST = 4;
  private static final long USED = 8;
  private static final long COMMITTED = 12;
  private static final long STUCK = 16;

  /// Why a sub-heap is stuck: a locked block is its last, or moving its blocks has gained nothing.
  static final int LOCKED = 1;

  static final int GAINLESS = 2;

  private final Backing backing;
  private final long base;
  private long end;
  private int count;

  /// @param base address of the first record, at the start of a page
  SubHeapRecords(Backing backing, long base) {
    this.backing = backing;
    this.base = base;
    this.end = base;
  }

  /// How many sub-heaps there are, some of them empty.
  int count() {
    return count;
  }

  /// Adds an empty sub-heap behind the last.
  ///
  /// @return false when there is no memory for its record
  boolean add() {
    if (!backing.commit(record(count), RECORD_BYTES)) return false;
    end = Math.max(end, Alignment.up(record(count + 1), Backing.PAGE_BYTES));
    Memory.fill(record(count), RECORD_BYTES, (byte) 0);
    count++;
    return true;
  }

  /// Forgets empty sub-heaps behind the last that is not.
  void trim() {
    while (count > 0 && topBytes(count - 1) == 0 && committedBytes(count - 1) == 0) count--;
    long needed = Alignment.up(record(count), Backing.PAGE_BYTES);
    if (needed >= end) return;
    backing.release(needed, end - needed);
    end = needed;
  }

  long topBytes(int subHeap) {
    return get(subHeap, TOP);
  }

  void setTopBytes(int subHeap, long bytes) {
    set(subHeap, TOP, (int) bytes);
  }

  /// The block that ends at the top, or 0.
  int last(int subHeap) {
    return get(subHeap, LAST);
  }

  void setLast(int subHeap, int block) {
    set(subHeap, LAST, block);
  }

  long usedBytes(int subHeap) {
    return get(subHeap, USED);
  }

  void setUsedBytes(int subHeap, long bytes) {
    set(subHeap, USED, (int) bytes);
  }

  long committedBytes(int subHeap) {
    return get(subHeap, COMMITTED);
  }

  void setCommittedBytes(int subHeap, long bytes) {
    set(subHeap, COMMITTED, (int) bytes);
  }

  /// Why a sub-heap is stuck, or 0.
  int stuck(int subHeap) {
    return get(subHeap, STUCK);
  }

  void setStuck(int subHeap, int reason) {
    set(subHeap, STUCK, reason);
  }

  /// The sub-heap with the smallest share of used bytes, among those that are not stuck and span
  /// more than a factor of these, or a negative number.
  int sparsest(double factor) {
    int sparsest = -1;
    for (int subHeap = 0; subHeap < count; subHeap++) {
      long top = topBytes(subHeap);
      long used = usedBytes(subHeap);
      if (stuck(subHeap) != 0 || top <= factor * used) continue;
      boolean isSparser = sparsest < 0 || used * topBytes(sparsest) < usedBytes(sparsest) * top;
      if (isSparser) sparsest = subHeap;
    }
    return sparsest;
  }

  private int get(int subHeap, long field) {
    return Memory.getInt(record(subHeap) + field);
  }

  private void set(int subHeap, long field, int value) {
    Memory.putInt(record(subHeap) + field, value);
  }

  private long record(int subHeap) {
    return base + (long) subHeap * RECORD_BYTES;
  }

  /// Shows the records as an area of their own.
  void walk(HeapVisitor visitor) {
    visitor.area("sub-heap records", base, end - base);
    if (end > base) visitor.metadata(base, end - base, end - base);
  }
}
