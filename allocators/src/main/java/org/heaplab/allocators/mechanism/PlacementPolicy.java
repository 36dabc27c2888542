package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;

/// The free runs of a heap, and the policy that says which of them serves a request. A run is named
/// by its index, from 1 on, which is its offset in units of 8 bytes; its size is in the same units,
/// and stands in the run itself.
public interface PlacementPolicy {
  /// Bytes at the start of a run that an index uses, the size and what stands before it included.
  int NODE_BYTES = 16;

  /// Makes room for runs below an end, 0 when there are none, and needs no room above it any more.
  ///
  /// @return false when there is no memory for it, and then nothing has changed
  default boolean resize(int end) {
    return true;
  }

  /// Shows what it keeps outside of the runs.
  default void walk(HeapVisitor visitor) {}

  /// The run to take for a request of this size, or 0 when none is large enough. It stays in the
  /// index.
  int find(int size);

  /// Adds a run whose size is set.
  void insert(int run);

  /// Takes out a run whose size is still what it was.
  void remove(int run);

  /// Puts what is left of a run, cut at its start, in its place. The size of the rest is set, the
  /// old run is as it was, and their nodes do not overlap.
  void cut(int old, int rest);

  /// Puts a run in the place of another that is its end. The size of the new run is set, and the
  /// old one is as it was.
  void extend(int old, int run);
}
