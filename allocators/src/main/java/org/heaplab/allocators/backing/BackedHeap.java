package org.heaplab.allocators.backing;

import org.heaplab.allocators.Heap;

/// A heap whose bytes all come from one [Backing].
public interface BackedHeap extends Heap {
  Backing backing();

  @Override
  default long footprintBytes() {
    return backing().footprintBytes();
  }

  @Override
  default long baseAddress() {
    return backing().base();
  }

  @Override
  default void close() {
    backing().close();
  }
}
