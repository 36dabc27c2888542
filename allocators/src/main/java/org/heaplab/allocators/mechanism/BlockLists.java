package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// The free blocks of a buddy system: a list for each order, the block freed last at its start. The
/// links lie in the first bytes of the blocks.
///
/// ```text
///     0           4           8
///     ├───────────┼───────────┤
///     │ next      │ previous  │   units; -1: none
///     └───────────┴───────────┘
/// ```
public final class BlockLists {
  public static final int LINK_BYTES = 8;

  private static final int NONE = -1;
  private static final long PREVIOUS = 4;

  private final long base;
  private final int logUnitBytes;
  private final int[] first = new int[Long.SIZE];
  private long available;

  public BlockLists(long base, int logUnitBytes) {
    this.base = base;
    this.logUnitBytes = logUnitBytes;
  }

  /// The smallest order from this one on of which there is a block; at least [Long#SIZE] when there
  /// is none.
  public int smallestOrder(int order) {
    return order + Long.numberOfTrailingZeros(available >>> order);
  }

  public int first(int order) {
    return first[order];
  }

  public void add(int unit, int order) {
    int next = isEmpty(order) ? NONE : first[order];
    Memory.putInt(address(unit), next);
    Memory.putInt(address(unit) + PREVIOUS, NONE);
    if (next != NONE) Memory.putInt(address(next) + PREVIOUS, unit);
    first[order] = unit;
    available |= 1L << order;
  }

  public void remove(int unit, int order) {
    int next = Memory.getInt(address(unit));
    int previous = Memory.getInt(address(unit) + PREVIOUS);
    if (next != NONE) Memory.putInt(address(next) + PREVIOUS, previous);
    if (previous != NONE) {
      Memory.putInt(address(previous), next);
    } else if (next != NONE) {
      first[order] = next;
    } else {
      available &= ~(1L << order);
    }
  }

  private boolean isEmpty(int order) {
    return (available & 1L << order) == 0;
  }

  private long address(int unit) {
    return base + ((long) unit << logUnitBytes);
  }
}
