package org.heaplab.allocators.broken;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.HeapVisitor;

/// A right allocator, of which each subclass spoils something.
abstract class Delegating implements Allocator {
  final Allocator right;

  Delegating(Allocator right) {
    this.right = right;
  }

  @Override
  public long malloc(long size) {
    return right.malloc(size);
  }

  @Override
  public long malloc(long size, long alignment) {
    return right.malloc(size, alignment);
  }

  @Override
  public long realloc(long address, long size) {
    return right.realloc(address, size);
  }

  @Override
  public void free(long address) {
    right.free(address);
  }

  @Override
  public long usableSize(long address) {
    return right.usableSize(address);
  }

  @Override
  public long footprintBytes() {
    return right.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return right.baseAddress();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    right.walk(visitor);
  }

  @Override
  public void close() {
    right.close();
  }
}
