package org.heaplab.allocators.collector;

import org.heaplab.allocators.backing.Memory;

/// The header in front of every block, live, dead or free. By the sizes in it a collection walks
/// from one block to the next, and by the reference it finds the entry to change when the block
/// moves.
///
/// ```text
///     0               4               8
///     ├───────────────┼───┬───────────┼───────────────
///     │ size          │ M │ reference │ payload …
///     └───────────────┴───┴───────────┴───────────────
///       size: of the block with its header, in units of 8 bytes
///       M: marked, which says during a collection that the block is live
///       reference: number of the block's entry in the ReferenceTable; 0: the block is free;
///          all ones: its client got another block in its place, and no entry leads to it
/// ```
final class BlockHeader {
  static final int BYTES = 8;
  static final int LOG_UNIT_BYTES = 3;

  /// The reference of a free block.
  static final int FREE = 0;

  /// The reference of a block that was left for another; no entry has this number.
  static final int ABANDONED = Integer.MAX_VALUE;

  private static final long REFERENCE = 4;
  private static final int MARK = 1 << 31;

  private BlockHeader() {}

  static void set(long block, long bytes, int reference) {
    Memory.putInt(block, (int) (bytes >>> LOG_UNIT_BYTES));
    Memory.putInt(block + REFERENCE, reference);
  }

  /// Of the block with its header.
  static long bytes(long block) {
    return Memory.getUnsignedInt(block) << LOG_UNIT_BYTES;
  }

  static int reference(long block) {
    return Memory.getInt(block + REFERENCE) & ~MARK;
  }

  /// Gives the block another reference, and no mark.
  static void setReference(long block, int reference) {
    Memory.putInt(block + REFERENCE, reference);
  }

  static boolean isMarked(long block) {
    return (Memory.getInt(block + REFERENCE) & MARK) != 0;
  }

  static void mark(long block) {
    Memory.putInt(block + REFERENCE, Memory.getInt(block + REFERENCE) | MARK);
  }

  static void unmark(long block) {
    Memory.putInt(block + REFERENCE, Memory.getInt(block + REFERENCE) & ~MARK);
  }
}
