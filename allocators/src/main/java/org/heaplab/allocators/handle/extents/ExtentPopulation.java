package org.heaplab.allocators.handle.extents;

import org.heaplab.allocators.backing.Memory;

/// How many extents of each of the smaller sizes are in use.
public final class ExtentPopulation {
  /// Larger ones are not counted.
  public static final int MAX_GRANULES = 130;

  static final long BYTES = (MAX_GRANULES + 1L) * Integer.BYTES;

  private final long counts;

  /// @param counts absolute address of [#BYTES], which must be committed while an extent is in use
  ExtentPopulation(long counts) {
    this.counts = counts;
  }

  void add(long granules) {
    change(granules, 1);
  }

  void remove(long granules) {
    change(granules, -1);
  }

  private void change(long granules, int more) {
    if (granules > MAX_GRANULES) return;
    Memory.putInt(at(granules), Memory.getInt(at(granules)) + more);
  }

  /// @param granules of the extents, header included, at most [#MAX_GRANULES]
  public int of(long granules) {
    return Memory.getInt(at(granules));
  }

  private long at(long granules) {
    return counts + granules * Integer.BYTES;
  }
}
