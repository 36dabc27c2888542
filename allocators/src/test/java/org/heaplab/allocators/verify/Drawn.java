package org.heaplab.allocators.verify;

import java.util.function.Consumer;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;

/// A heap whose walk shows what a test tells it to show.
record Drawn(HandleAllocator heap, Consumer<HeapVisitor> drawing) implements HandleAllocator {
  @Override
  public void walk(HeapVisitor visitor) {
    drawing.accept(visitor);
  }

  @Override
  public long malloc(long size) {
    return heap.malloc(size);
  }

  @Override
  public long malloc(long size, long alignment) {
    return heap.malloc(size, alignment);
  }

  @Override
  public long realloc(long handle, long size) {
    return heap.realloc(handle, size);
  }

  @Override
  public long lock(long handle) {
    return heap.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    heap.unlock(handle);
  }

  @Override
  public void free(long handle) {
    heap.free(handle);
  }

  @Override
  public long usableSize(long handle) {
    return heap.usableSize(handle);
  }

  @Override
  public long compact(long budgetBytes) {
    return heap.compact(budgetBytes);
  }

  @Override
  public long footprintBytes() {
    return heap.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return heap.baseAddress();
  }

  @Override
  public void close() {
    heap.close();
  }
}
