package org.heaplab.measure;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// The simplest allocator that keeps its word: blocks one behind the other, nothing reused. Each
/// block is preceded by a word with its size, and a freed block's word is negative.
public class BumpHeap implements Allocator {
  private static final int HEADER = 8;

  private final Backing backing;
  private long next;

  public BumpHeap(long limitBytes) {
    backing = new Backing(1L << 32, limitBytes);
    next = backing.base();
  }

  @Override
  public long malloc(long size) {
    return malloc(size, MIN_ALIGNMENT);
  }

  @Override
  public long malloc(long size, long alignment) {
    if (size < 0 || size > backing.bytes()) return NULL;
    long payload = (next + HEADER + alignment - 1) & -alignment;
    long end = (payload + Math.max(size, 1) + 7) & -8;
    if (!backing.commit(next, end - next)) return NULL;
    if (payload - HEADER > next) Memory.putLong(next, -(payload - HEADER - next - HEADER) - 1);
    Memory.putLong(payload - HEADER, end - payload);
    next = end;
    return payload;
  }

  @Override
  public long realloc(long address, long size) {
    long copy = malloc(size);
    if (copy == NULL) return NULL;
    Memory.copy(address, copy, Math.min(size, usableSize(address)));
    free(address);
    return copy;
  }

  @Override
  public void free(long address) {
    if (address != NULL) Memory.putLong(address - HEADER, -usableSize(address) - 1);
  }

  @Override
  public long usableSize(long address) {
    return Memory.getLong(address - HEADER);
  }

  @Override
  public long footprintBytes() {
    return backing.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return backing.base();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    long end =
        next == backing.base() ? next : (next + Backing.PAGE_BYTES - 1) & -Backing.PAGE_BYTES;
    visitor.area("blocks", backing.base(), end - backing.base());
    for (long at = backing.base(); at < next; ) {
      long size = Memory.getLong(at);
      visitor.metadata(at, HEADER, HEADER);
      at += HEADER;
      if (size < 0) {
        size = -size - 1;
        visitor.free(at, size, size);
      } else {
        visitor.used(at, at, size, 0);
      }
      at += size;
    }
    if (end > next) visitor.free(next, end - next, end - next);
    if (end > backing.base()) {
      visitor.area("bitmap", backing.base() + backing.bytes(), backing.bitmapBytes());
      visitor.metadata(
          backing.base() + backing.bytes(), backing.bitmapBytes(), backing.bitmapBytes());
    }
  }

  @Override
  public void close() {
    backing.close();
  }
}
