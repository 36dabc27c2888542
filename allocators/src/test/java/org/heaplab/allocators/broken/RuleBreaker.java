package org.heaplab.allocators.broken;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.ForwardingHeap;

/// A right allocator. Each subclass breaks one rule of the contract.
abstract class RuleBreaker extends ForwardingHeap implements Allocator {
  final Allocator right;

  RuleBreaker(Allocator right) {
    super(right);
    this.right = right;
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
}
