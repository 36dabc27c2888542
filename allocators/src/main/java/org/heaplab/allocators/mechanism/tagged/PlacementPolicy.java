package org.heaplab.allocators.mechanism.tagged;

/// Which free block serves a request: what tells one heap of [TaggedBlocks] from another. It asks
/// the heap's [FreeBlocks], each kind of which can be searched in a few ways.
@FunctionalInterface
public interface PlacementPolicy {
  /// The number of the block to take for a request of this size, or 0 when none is large enough.
  /// The block stays known as free.
  ///
  /// @param size in units, header included
  int find(int size);
}
