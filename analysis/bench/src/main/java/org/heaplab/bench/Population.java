package org.heaplab.bench;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;

/// A heap with a steady number of live blocks of mixed sizes.
final class Population implements AutoCloseable {
  /// Replacements of every block before anything is measured: by then the heap looks as it will.
  private static final int GENERATIONS = 8;

  final HandleAllocator heap;
  final Draws draws;
  private final long[] handles;

  /// @param allocator its specification, as the catalogue knows it
  Population(String allocator, int blocks) {
    this(allocator, blocks, 1);
  }

  /// @param leastBytes no block is smaller
  Population(String allocator, int blocks, int leastBytes) {
    this(Catalogue.find(allocator).create(Long.MAX_VALUE), blocks, leastBytes);
  }

  Population(HandleAllocator heap, int blocks, int leastBytes) {
    this.heap = heap;
    this.draws = new Draws(blocks, leastBytes);
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

  /// The handles of all blocks. They have been replaced in a random order, so that neighbours here
  /// are none in memory.
  long[] handles() {
    return handles.clone();
  }

  /// Where the blocks lie, in the order of their handles; good until the next of them is replaced.
  long[] addresses() {
    var addresses = new long[handles.length];
    for (int slot = 0; slot < handles.length; slot++) {
      addresses[slot] = heap.lock(handles[slot]);
      heap.unlock(handles[slot]);
    }
    return addresses;
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
