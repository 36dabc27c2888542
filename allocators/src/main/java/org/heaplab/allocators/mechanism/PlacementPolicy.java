package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;

/// Which free block serves a request: what tells one heap of [TaggedBlocks] from another. A policy
/// knows the free blocks, in whatever order it needs, and finds the one to take. Blocks have
/// numbers from 1 on, and sizes in units.
public interface PlacementPolicy {
  /// The block to take for a request of this size, or 0 when none is large enough. It stays known.
  int find(int size);

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

  /// From now on all blocks are below an end, 0 when there are none. What the policy has beside the
  /// blocks grows or shrinks with it.
  ///
  /// @return false when there is no memory for it, and then nothing has changed
  default boolean resize(int end) {
    return true;
  }

  /// Shows what it has beside the blocks.
  default void walk(HeapVisitor visitor) {}
}
