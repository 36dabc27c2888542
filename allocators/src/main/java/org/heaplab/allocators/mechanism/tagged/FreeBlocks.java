package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.HeapVisitor;

/// The free blocks of a heap of [TaggedBlocks], in whatever order a [PlacementPolicy] needs. Blocks
/// have numbers from 1 on, and sizes in units.
public interface FreeBlocks {
  /// A block has become free. Its size is set.
  void insert(int block);

  /// A block is free no longer. Its size is still what it was.
  void remove(int block);

  /// A free block was cut at its start. The size of the rest is set, the old block is as it was,
  /// and their links do not overlap.
  default void cut(int old, int rest) {
    remove(old);
    insert(rest);
  }

  /// A free block has become the end of a larger one. The size of that is set, and the old block is
  /// as it was.
  default void extend(int old, int block) {
    remove(old);
    insert(block);
  }

  /// From now on all blocks are below an end, 0 when there are none. Tables beside the blocks grow
  /// or shrink with it.
  ///
  /// @return false when there is no memory for it, and then nothing has changed
  default boolean resize(int end) {
    return true;
  }

  /// Shows the tables beside the blocks.
  default void walk(HeapVisitor visitor) {}

  /// How many free blocks searches, insertions and removals have looked at.
  long inspections();
}
