package org.heaplab.bench;

import org.heaplab.allocators.Catalogue;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Memory;

/// A heap with a steady number of live blocks of mixed sizes.
final class Population implements AutoCloseable {
  /// Replacements of every block before anything is measured: by then the heap looks as it will.
  private static final int GENERATIONS = 8;

  final HandleAllocator heap;
  final Draws draws;
  private final long[] handles;

  /// @param allocator its specification, as the catalogue knows it
  Population(String allocator, int blocks) {
    this(Catalogue.find(allocator).create(Long.MAX_VALUE), blocks);
  }

  Population(HandleAllocator heap, int blocks) {
    this.heap = heap;
    this.draws = new Draws(blocks);
    this.handles = new long[blocks];
    for (int slot = 0; slot < blocks; slot++) {
      draws.advance();
      handles[slot] = write(heap.malloc(draws.size()));
    }
    for (int i = 0; i < GENERATIONS * blocks; i++) replaceOne();
  }

  /// Frees one block and allocates another in its place.
  long replaceOne() {
    draws.advance();
    int slot = draws.slot();
    heap.free(handles[slot]);
    long handle = write(heap.malloc(draws.size()));
    handles[slot] = handle;
    return handle;
  }

  /// The handle in the slot that is drawn next.
  long nextHandle() {
    draws.advance();
    return handles[draws.slot()];
  }

  /// Replaces every handle by its block's address; each block stays locked from then on.
  void pinAll() {
    for (int slot = 0; slot < handles.length; slot++) handles[slot] = heap.lock(handles[slot]);
  }

  /// Writes to a new block.
  long write(long handle) {
    if (handle == HandleAllocator.NULL) {
      throw new IllegalStateException("a request without a limit must be met");
    }
    Memory.putByte(heap.lock(handle), (byte) 1);
    heap.unlock(handle);
    return handle;
  }

  @Override
  public void close() {
    heap.close();
  }
}
