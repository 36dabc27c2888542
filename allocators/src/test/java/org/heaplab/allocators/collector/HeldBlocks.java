package org.heaplab.allocators.collector;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;

/// A collected heap as tests of placement see it: where blocks lie, and what collections did.
/// Blocks of [#SIZE] bytes take [#BYTES] with their headers.
final class HeldBlocks implements AutoCloseable {
  static final long SIZE = 1_000;
  static final long BYTES = SIZE + 8;

  private final CheckedHandleAllocator heap;

  HeldBlocks(String specification) {
    this(specification, 64L << 20);
  }

  HeldBlocks(String specification, long limitBytes) {
    ConfiguredAllocator allocator = Catalogue.find(specification);
    heap =
        new CheckedHandleAllocator(
            allocator.create(limitBytes),
            allocator.entry().capabilities(),
            allocator.alignmentRule());
  }

  HandleAllocator heap() {
    return heap;
  }

  long malloc() {
    return malloc(SIZE);
  }

  long malloc(long size) {
    long handle = heap.malloc(size);
    assertNotEquals(Heap.NULL, handle);
    return handle;
  }

  void free(long... handles) {
    for (long handle : handles) heap.free(handle);
  }

  /// Blocks that are freed at once.
  void churn(int blocks) {
    for (int i = 0; i < blocks; i++) free(malloc());
  }

  /// Where a block lies.
  long at(long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address;
  }

  /// Collects all garbage, and checks the heap.
  void collect() {
    heap.compact(Long.MAX_VALUE);
    heap.verify();
  }

  long collections() {
    return heap.tracing().orElseThrow().collections();
  }

  long tracedBytes() {
    return heap.tracing().orElseThrow().tracedBytes();
  }

  long movedBytes() {
    return heap.compaction().movedBytes();
  }

  @Override
  public void close() {
    heap.verify();
    heap.close();
  }
}
