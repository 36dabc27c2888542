package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// What a free run holds for its index. A run is named by its index, its offset from the base in
/// units; the node at its start:
///
/// ```text
///     0           4           8           12          16
///     ├───────────┼───────────┼───────────┼───────────┤
///     │ not ours  │ size << 1 │ one link  │ other link│   the index of a run; 0: none
///     └───────────┴───────────┴───────────┴───────────┘
/// ```
record Runs(long base) {
  static final int LOG_UNIT_BYTES = 3;

  static final long ONE = 8;
  static final long OTHER = 12;

  private static final long SIZE = 4;

  long address(int run) {
    return base + ((long) run << LOG_UNIT_BYTES);
  }

  int size(int run) {
    return Memory.getInt(address(run) + SIZE) >>> 1;
  }

  int link(int run, long which) {
    return Memory.getInt(address(run) + which);
  }

  void setLink(int run, long which, int target) {
    Memory.putInt(address(run) + which, target);
  }
}
