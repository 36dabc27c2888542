package org.heaplab.allocators.pool;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.Log2;

/// The object sizes of a set of pools, and how many objects an array of each has. Sizes are the
/// multiples of a quantum up to 16 of them, and 8 for each doubling from there on:
///
/// ```text
///    quantum 8:   8 16 24 … 120 128 │ 144 160 … 240 256 │ 288 320 … 512 │ …
///    step              8            │        16         │      32       │
/// ```
///
/// So an object has less than an eighth of padding once it has 16 quanta. The sizes between are
/// multiples of the quantum, and every power of two from the quantum on is a size.
///
/// An array is as many whole pages as the number of objects asked for needs with the header behind
/// them ([PoolArrays]), and then holds all that fit.
final class PoolSizes {
  /// The largest object. Larger requests get pages of their own.
  static final int MAX_BYTES = 8192;

  private static final int LOG_STEPS = 3;
  private static final int STEPS = 1 << LOG_STEPS;
  private static final int LOG_RECIPROCAL = 32;

  private final int logQuantum;
  private final int[] bytes;
  private final int[] pages;
  private final int[] objects;
  private final long[] reciprocal;

  /// @param quantum a power of two of bytes
  /// @param leastObjects in an array
  PoolSizes(long quantum, int leastObjects) {
    this.logQuantum = Log2.floor(quantum);
    int count = poolFor(MAX_BYTES) + 1;
    this.bytes = new int[count];
    this.pages = new int[count];
    this.objects = new int[count];
    this.reciprocal = new long[count];
    for (int pool = 0; pool < count; pool++) {
      bytes[pool] = quanta(pool) << logQuantum;
      reciprocal[pool] = ((1L << LOG_RECIPROCAL) + bytes[pool] - 1) / bytes[pool];
      long least = (long) leastObjects * bytes[pool] + PoolArrays.headerBytes(leastObjects);
      long arrayBytes = Backing.wholePages(least);
      pages[pool] = (int) (arrayBytes >>> Backing.LOG_PAGE_BYTES);
      int most = (int) (arrayBytes / bytes[pool]);
      while ((long) most * bytes[pool] + PoolArrays.headerBytes(most) > arrayBytes) most--;
      objects[pool] = most;
    }
  }

  private static int quanta(int pool) {
    int group = pool / STEPS - 1;
    return group < 1 ? pool + 1 : (STEPS + pool % STEPS + 1) << group;
  }

  /// The pool of the smallest objects with room for a request.
  ///
  /// @param size from 1 to [#MAX_BYTES]
  int poolFor(long size) {
    int before = (int) ((size - 1) >>> logQuantum);
    if (before < 2 * STEPS) return before;
    int group = Log2.floor(before) - LOG_STEPS;
    return group * STEPS + (before >>> group);
  }

  int pools() {
    return bytes.length;
  }

  int objectBytes(int pool) {
    return bytes[pool];
  }

  /// Pages of an array.
  int pages(int pool) {
    return pages[pool];
  }

  /// Objects in an array.
  int objects(int pool) {
    return objects[pool];
  }

  /// The object that holds a byte of an array: a division, done by multiplying. It is exact for
  /// offsets below 2^32 over the object's bytes, which is more than an array has.
  int objectAt(int pool, long offset) {
    return (int) ((offset * reciprocal[pool]) >>> LOG_RECIPROCAL);
  }
}
