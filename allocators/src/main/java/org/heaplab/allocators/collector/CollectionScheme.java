package org.heaplab.allocators.collector;

import org.heaplab.options.Options;

/// How a collected heap finds garbage and gathers what is live: what tells one scheme of this
/// package from another. It has the blocks that are not large.
interface CollectionScheme {
  /// Makes the scheme of a heap.
  @FunctionalInterface
  interface Maker {
    /// @param options of the catalogue entry
    CollectionScheme make(CollectorParts parts, Options options);
  }

  /// Finds memory for a block, and puts its header there. Only a part of the garbage may be
  /// collected in order to.
  ///
  /// @param reference of the block
  /// @param bytes of the block with its header
  /// @param boundary a power of two of which the payload must be a multiple
  /// @return the payload, or 0 when there is no room or memory for it
  long allocate(int reference, long bytes, long boundary);

  /// Finds all garbage.
  ///
  /// @param spareBytes of free memory whose pages need not be given back
  void collect(long spareBytes);

  /// Bytes of blocks that wait for a collection of their own, and do not make one of the whole heap
  /// come earlier.
  default long youngBytes() {
    return 0;
  }

  /// Whether a collection may gather free bytes although there is no garbage.
  default boolean isLoose() {
    return false;
  }

  /// Blocks that were looked at in order to place others.
  long inspections();

  /// Shows the areas that are the scheme's.
  void walk(BlockWalk walk);
}
