package org.heaplab.allocators.moving;

import org.heaplab.allocators.backing.Memory;

/// Blocks with the headers of [AnchorageHeap]. A block is named by its start in units of 8 bytes,
/// from 1 on, and 0 is no block.
///
/// ```text
///     0          4        8       12      16
///     ├──────────┼────────┼───────┼───────┼───────────────────────┤
///     │ previous │ next   │ entry │ used  │ payload; when free,   │
///     │ block    │ block  │       │       │ the links of its list │
///     └──────────┴────────┴───────┴───────┴───────────────────────┘
/// ```
///
/// The next of the last block is where it ends; the previous of the first is 0.
///
/// @param base where block 0 would be
record AnchorageBlocks(long base) {
  static final int HEADER_BYTES = 16;
  static final int LOG_UNIT_BYTES = 3;

  private static final long PREVIOUS = 0;
  private static final long NEXT = 4;
  private static final long ENTRY = 8;
  private static final long USED = 12;

  long address(int block) {
    return base + ((long) block << LOG_UNIT_BYTES);
  }

  int at(long address) {
    return (int) ((address - base) >>> LOG_UNIT_BYTES);
  }

  long payload(int block) {
    return address(block) + HEADER_BYTES;
  }

  /// Bytes of a block with its header.
  long bytes(int block) {
    return (long) (next(block) - block) << LOG_UNIT_BYTES;
  }

  int previous(int block) {
    return Memory.getInt(address(block) + PREVIOUS);
  }

  int next(int block) {
    return Memory.getInt(address(block) + NEXT);
  }

  /// The last used block before another, or 0.
  int usedBefore(int block) {
    int previous = previous(block);
    return previous == 0 || isUsed(previous) ? previous : previous(previous);
  }

  void setPrevious(int block, int previous) {
    Memory.putInt(address(block) + PREVIOUS, previous);
  }

  void setNext(int block, int next) {
    Memory.putInt(address(block) + NEXT, next);
  }

  /// The index of the entry of a used block.
  int entry(int block) {
    return Memory.getInt(address(block) + ENTRY);
  }

  void setEntry(int block, int entry) {
    Memory.putInt(address(block) + ENTRY, entry);
  }

  boolean isUsed(int block) {
    return Memory.getInt(address(block) + USED) != 0;
  }

  void setUsed(int block, boolean isUsed) {
    Memory.putInt(address(block) + USED, isUsed ? 1 : 0);
  }
}
