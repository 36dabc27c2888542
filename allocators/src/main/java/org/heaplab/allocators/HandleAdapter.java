package org.heaplab.allocators;

/// Lets a pointer allocator stand where a handle allocator is asked for: the handle is the address,
/// and a lock costs nothing because no address ever changes.
public final class HandleAdapter extends ForwardingHeap implements HandleAllocator {
  private final Allocator allocator;

  public HandleAdapter(Allocator allocator) {
    super(allocator);
    this.allocator = allocator;
  }

  @Override
  public long malloc(long size) {
    return allocator.malloc(size);
  }

  @Override
  public long malloc(long size, long alignment) {
    return allocator.malloc(size, alignment);
  }

  @Override
  public long malloc(long size, long alignment, long touched) {
    return allocator.malloc(size, alignment, touched);
  }

  @Override
  public long realloc(long handle, long size) {
    return allocator.realloc(handle, size);
  }

  @Override
  public long realloc(long handle, long size, long touched) {
    return allocator.realloc(handle, size, touched);
  }

  @Override
  public long lock(long handle) {
    return handle;
  }

  @Override
  public void unlock(long handle) {}

  @Override
  public void free(long handle) {
    allocator.free(handle);
  }

  @Override
  public long usableSize(long handle) {
    return allocator.usableSize(handle);
  }

  @Override
  public long compact(long budgetBytes) {
    return allocator.compact(budgetBytes);
  }
}
