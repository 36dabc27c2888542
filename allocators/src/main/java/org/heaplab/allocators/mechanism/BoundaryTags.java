package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// Tags by which each run of units knows its own size and that of the run before it, so that both
/// neighbours are found in constant time (Knuth, TAOCP 1, §2.5, Algorithm C). A run is named by the
/// number of its first unit, and its size is in units. Whether a unit is a few bytes, with the tag
/// in front of a block, or a page, with the tags in a table, is up to the heap.
///
/// ```text
///     0                4                8
///     ├────────────────┼────────────┬───┤
///     │ run before:    │ size       │ U │  U: in use
///     │ size           │            │   │
///     └────────────────┴────────────┴───┘
/// ```
///
/// Invariant: a run's size stands in its own tag and in that of the run after it.
///
/// Numbers and sizes have 31 bits.
public final class BoundaryTags {
  public static final int LOG_TAG_BYTES = 3;
  public static final int TAG_BYTES = 1 << LOG_TAG_BYTES;
  public static final int LOG_MAX_UNITS = 31;

  public static final int USED = 1;
  public static final int FREE = 0;

  private static final long SIZE = 4;

  private final long base;

  /// @param base address of the tag of unit 0
  public BoundaryTags(long base) {
    this.base = base;
  }

  /// Where the tag of a unit lies.
  public long address(int unit) {
    return base + ((long) unit << LOG_TAG_BYTES);
  }

  public int size(int run) {
    return sizeAt(address(run));
  }

  /// The size of the run whose tag lies there.
  public static int sizeAt(long address) {
    return Memory.getInt(address + SIZE) >>> 1;
  }

  public boolean isUsed(int run) {
    return (Memory.getInt(address(run) + SIZE) & USED) != 0;
  }

  public int previousSize(int run) {
    return Memory.getInt(address(run));
  }

  /// Sets a run's size and use, and tells the run after it.
  public void set(int run, int size, int used) {
    mark(run, size, used);
    Memory.putInt(address(run + size), size);
  }

  /// Sets a run's size and use only.
  public void mark(int run, int size, int used) {
    Memory.putInt(address(run) + SIZE, size << 1 | used);
  }
}
