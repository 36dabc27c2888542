package org.heaplab.allocators.backing;

import org.heaplab.allocators.Allocator;

/// A pointer allocator whose bytes all come from one [Backing].
public interface BackedAllocator extends Allocator, BackedHeap {
  /// Allocates another block, copies, and frees the one before. A heap that can change a block
  /// where it is tries that first.
  @Override
  default long realloc(long address, long size) {
    long kept = Math.min(usableSize(address), size);
    long moved = malloc(size);
    if (moved == NULL) return NULL;
    Memory.copy(address, moved, kept);
    free(address);
    return moved;
  }
}
