package org.heaplab.allocators.buddy;

import java.util.Arrays;
import org.heaplab.allocators.mechanism.Log2;

/// Which sizes the blocks of a buddy system have, and how one of them is split. Sizes are counted
/// in units, the smallest block being one; the order of a block is the place of its size in the
/// series. Each size is the sum of the one before it and of one more size of the series:
///
/// ```text
///    size(order) = size(order - 1) + size(second(order))
///
///    order     ┌──────────────────────────────────────────────┐
///              ├─────────────────────────────┬────────────────┤
///              │ first: order - 1            │ second(order)  │   buddies
///              └─────────────────────────────┴────────────────┘
/// ```
///
/// From: Burton, *A Buddy System Variation for Disk Storage Allocation*, 1976. The binary, the
/// Fibonacci and the weighted buddy system differ in nothing but this series.
///
/// Blocks of one order that start at one place are one block, because orders fall on the way down
/// from the root. So the start and the order of a block are enough to find its buddy.
class BuddySystem {
  private static final int LOG_MAX_ORDERS = 6;

  /// The most orders that a [BuddyTags] can tell apart.
  static final int MAX_ORDERS = (1 << LOG_MAX_ORDERS) - 1;

  private final long[] sizes;
  private final int[] second;

  /// For each k, the first order of more than 2^(k-1) units.
  private final int[] firstAbove = new int[Long.SIZE];

  /// @param sizes ascending from 1
  /// @throws IllegalArgumentException when a size is not the sum of the one before and another
  BuddySystem(long[] sizes) {
    this.sizes = sizes.clone();
    this.second = new int[sizes.length];
    for (int order = 1; order < sizes.length; order++) {
      second[order] = Arrays.binarySearch(this.sizes, sizes[order] - sizes[order - 1]);
      if (second[order] < 0) {
        throw new IllegalArgumentException(
            "a size must be the sum of the one before and another: " + sizes[order]);
      }
    }
    for (int log = 1; log < Long.SIZE; log++) {
      int order = firstAbove[log - 1];
      while (order < sizes.length - 1 && sizes[order] <= 1L << (log - 1)) order++;
      firstAbove[log] = order;
    }
  }

  final int orders() {
    return sizes.length;
  }

  /// Units of a block.
  final long size(int order) {
    return sizes[order];
  }

  /// The order of the second of the two parts into which a block is split.
  final int second(int order) {
    return second[order];
  }

  /// The smallest order of at least so many units, or -1 when there is none.
  final int orderFor(long units) {
    if (units > sizes[sizes.length - 1]) return -1;
    int order = firstAbove[Log2.ceiling(units)];
    while (sizes[order] < units) order++;
    return order;
  }

  /// The start of the block that a block is a part of. A block that starts there too is the first
  /// part. In general the way to it leads down from the root, with a step for each order at most;
  /// each of the known systems has a shorter one.
  ///
  /// @param order of the block, less than that of the root
  long parent(long block, int order, int root) {
    long start = 0;
    for (int above = root; ; ) {
      long at = start + sizes[above - 1];
      int next = block < at ? above - 1 : second[above];
      if (next == order && (block < at ? start : at) == block) return start;
      if (block >= at) start = at;
      above = next;
    }
  }

  /// The order of the block that a block is a part of.
  ///
  /// @param start where that block starts, as [#parent] says
  int parentOrder(long block, int order, long start) {
    if (start == block) return order + 1;
    return Arrays.binarySearch(sizes, block - start) + 1;
  }
}
