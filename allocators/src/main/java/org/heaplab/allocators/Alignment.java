package org.heaplab.allocators;

/// The rule for alignments, for every allocator the same.
public final class Alignment {
  private Alignment() {}

  /// @return the alignment, or [Heap#MIN_ALIGNMENT] if that is larger
  /// @throws IllegalArgumentException unless it is a power of two from 1 to [Heap#MAX_ALIGNMENT]
  public static long require(long alignment) {
    if (alignment < 1 || alignment > Heap.MAX_ALIGNMENT || (alignment & alignment - 1) != 0) {
      throw new IllegalArgumentException(
          "an alignment must be a power of two from 1 to " + Heap.MAX_ALIGNMENT + ": " + alignment);
    }
    return Math.max(alignment, Heap.MIN_ALIGNMENT);
  }
}
