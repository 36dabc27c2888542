package org.heaplab.allocators;

/// Arithmetic of alignments, and the rule for those that a client may ask for.
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

  /// The next multiple of a power of two, which the value itself may be.
  public static long up(long value, long boundary) {
    return (value + boundary - 1) & -boundary;
  }

  /// How far it is to the next multiple of a power of two.
  public static long gap(long value, long boundary) {
    return -value & (boundary - 1);
  }

  /// Whether a value is a multiple of a power of two.
  public static boolean holds(long value, long boundary) {
    return (value & boundary - 1) == 0;
  }
}
