package org.heaplab.allocators.mechanism;

import java.util.function.LongUnaryOperator;
import org.heaplab.allocators.backing.Backing;

/// Which free block serves a request: how a heap comes to the index that decides it.
///
/// @param sideBytesFor addresses that the index needs beside a heap of so many bytes
/// @param maker makes the index
public record Policy(LongUnaryOperator sideBytesFor, Maker maker) {
  /// Makes an index.
  @FunctionalInterface
  public interface Maker {
    /// @param base address that indices of runs are counted from
    /// @param side address, at a page's start, from which on the index has addresses of its own
    /// @param heapBytes the most bytes from base to the end of the last run
    PlacementPolicy make(Backing backing, long base, long side, long heapBytes);
  }
}
