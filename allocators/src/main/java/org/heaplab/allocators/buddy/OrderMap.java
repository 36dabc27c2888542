package org.heaplab.allocators.buddy;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Beside the blocks of a buddy system, a byte for each of the smallest blocks: what starts there.
///
/// ```text
///     7       6                     0
///     ├───────┼─────────────────────┤
///     │ used  │ order of the block  │   0: no block starts here
///     └───────┴─────────────────────┘
/// ```
///
/// Committed are the pages in which a block starts.
final class OrderMap {
  private static final int USED = 0x80;
  private static final int ORDER = 0x7F;

  private final Backing backing;
  private final long base;

  OrderMap(Backing backing, long base) {
    this.backing = backing;
    this.base = base;
  }

  /// Whether bytes for these blocks may be read and set.
  boolean isCommitted(int unit) {
    return backing.isCommittedAt(base + unit);
  }

  boolean commit(int unit) {
    return backing.commit(base + unit, 1);
  }

  /// Gives back what lies behind the first byte of a block.
  void releaseInside(int unit, long units) {
    backing.release(base + unit + 1, units - 1);
  }

  void release(int unit, long units) {
    backing.release(base + unit, units);
  }

  boolean isFree(int unit, int order) {
    return Memory.getByte(base + unit) == order;
  }

  boolean isUsed(int unit) {
    return Memory.getByte(base + unit) < 0;
  }

  boolean isStart(int unit) {
    return Memory.getByte(base + unit) != 0;
  }

  int order(int unit) {
    return Memory.getByte(base + unit) & ORDER;
  }

  void setFree(int unit, int order) {
    Memory.putByte(base + unit, (byte) order);
  }

  void setUsed(int unit, int order) {
    Memory.putByte(base + unit, (byte) (order | USED));
  }

  void clear(int unit) {
    Memory.putByte(base + unit, (byte) 0);
  }

  /// Shows the first bytes of the map as an area of its own.
  void walk(long units, HeapVisitor visitor) {
    long bytes = Backing.wholePages(units);
    visitor.area("order map", base, bytes);
    visitor.metadata(base, bytes, backing.committedBytes(base, bytes));
  }
}
