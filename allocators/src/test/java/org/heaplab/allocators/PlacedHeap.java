package org.heaplab.allocators;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;

/// A heap of blocks with headers of 8 bytes, as tests of placement see it: a block is the offset of
/// its payload from the base. A request of n × 8 bytes takes n + 1 units of 8 bytes.
public final class PlacedHeap implements AutoCloseable {
  private static final long HEADER = 8;

  private final HandleAllocator heap;

  /// Where the last of all blocks ends.
  private long top;

  public PlacedHeap(String specification) {
    heap = Catalogue.find(specification).create(1 << 20);
  }

  public long malloc(long size) {
    long handle = heap.malloc(size);
    long offset = handle - heap.baseAddress();
    top = Math.max(top, offset + heap.usableSize(handle));
    return offset;
  }

  /// A block that is freed later, and a wall that keeps it from coalescing.
  public long hole(long size) {
    long hole = malloc(size);
    malloc(16);
    return hole;
  }

  /// Takes what is free at the end of the heap.
  public void fillPage() {
    long end = Backing.wholePages(top + HEADER);
    if (end > top + HEADER) malloc(end - HEADER - top - HEADER);
  }

  public void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  public long realloc(long offset, long size) {
    return heap.realloc(heap.baseAddress() + offset, size) - heap.baseAddress();
  }

  public long footprintBytes() {
    return heap.footprintBytes();
  }

  @Override
  public void close() {
    heap.close();
  }
}
