package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// Two links in each free block, which make it a node of a list or a tree. A link is the number of
/// a block, unsigned, 0 for none. Blocks are numbered by their start, in units of 8 bytes: with a
/// constant, a link and its address are one step of the processor.
///
/// ```text
///     0           4           8
///     ├───────────┼───────────┤
///     │ one       │ other     │   e.g. next and previous, left and right
///     └───────────┴───────────┘
/// ```
///
/// @param base address of the links of a block with the number 0
public record Links(long base) {
  public static final int LOG_UNIT_BYTES = 3;
  public static final int BYTES = 8;

  public static final long ONE = 0;
  public static final long OTHER = 4;

  /// Address of a link.
  public long at(int block, long which) {
    return base + (Integer.toUnsignedLong(block) << LOG_UNIT_BYTES) + which;
  }

  public int get(int block, long which) {
    return Memory.getInt(at(block, which));
  }

  public void set(int block, long which, int target) {
    Memory.putInt(at(block, which), target);
  }
}
