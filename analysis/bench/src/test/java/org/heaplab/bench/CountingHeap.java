package org.heaplab.bench;

import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;

/// A heap without any art: hands out addresses round and round, and counts what is live.
final class CountingHeap implements HandleAllocator {
  private static final long CAPACITY = 1 << 20;
  private static final long SLOT = 1 << 16;

  private final Arena arena = Arena.ofConfined();
  private final long base = arena.allocate(CAPACITY + SLOT, 8).address();
  private final Set<Long> live = new HashSet<>();
  private long next;

  int live() {
    return live.size();
  }

  @Override
  public long malloc(long size) {
    if (next + size > CAPACITY) next = 0;
    long handle = base + next;
    next += Math.max(8, (size + 7) & -8);
    while (!live.add(handle)) handle++;
    return handle;
  }

  @Override
  public long malloc(long size, long alignment) {
    return malloc(size);
  }

  @Override
  public long realloc(long handle, long size) {
    return NULL;
  }

  @Override
  public long lock(long handle) {
    return handle;
  }

  @Override
  public void unlock(long handle) {}

  @Override
  public void free(long handle) {
    live.remove(handle);
  }

  @Override
  public long usableSize(long handle) {
    return 1;
  }

  @Override
  public long compact(long budgetBytes) {
    return 0;
  }

  @Override
  public long footprintBytes() {
    return CAPACITY;
  }

  @Override
  public long baseAddress() {
    return base;
  }

  @Override
  public void walk(HeapVisitor visitor) {}

  @Override
  public void close() {
    if (arena.scope().isAlive()) arena.close();
  }
}
