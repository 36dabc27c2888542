package org.heaplab.allocators;

/// What a heap does beyond handing out blocks. It stands in the [Entry] of the allocator and
/// decides which tests apply and which measurements make sense.
public enum Capability {
  /// Blocks are memory of their own that keeps its content, as the contract asks. Only allocators
  /// that exist to measure something else lack it.
  STORES,

  /// The bytes of freed blocks serve later requests.
  REUSES,

  /// Coalescing is immediate: no two free blocks ever touch.
  COALESCES,

  /// Once every block is free, no more than a constant footprint remains.
  RELEASES,

  /// The footprint is exact at every moment and the walk shows every byte of it.
  COUNTS,

  /// The footprint never passes the limit that the heap was made with.
  LIMITS,

  /// However many blocks there are, an operation looks at few of them: at a logarithmic number or
  /// fewer, on average over operations. [Heap#inspections] counts them.
  SCALES,

  /// Clients hold handles, and unlocked blocks may move.
  MOVES,

  /// Pages of a large block that its client says it will not touch are not committed. A heap
  /// without this commits its blocks whole.
  LEAVES_UNTOUCHED,

  /// Several threads may use one heap.
  THREADS
}
