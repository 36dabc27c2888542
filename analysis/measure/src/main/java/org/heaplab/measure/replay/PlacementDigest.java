package org.heaplab.measure.replay;

import org.heaplab.allocators.HandleAllocator;

/// A number that stands for all addresses at which all blocks were put: the addresses after each
/// malloc and realloc, counted from the heap's base, through the 64-bit FNV-1a recurrence taken a
/// word at a time. Equal traces, allocators and seeds give equal digests.
public final class PlacementDigest {
  private static final long OFFSET_BASIS = 0xCBF2_9CE4_8422_2325L;
  private static final long PRIME = 0x100_0000_01B3L;

  private long hash = OFFSET_BASIS;

  public void add(HandleAllocator heap, long handle) {
    long offset = heap.lock(handle) - heap.baseAddress();
    heap.unlock(handle);
    hash = (hash ^ offset) * PRIME;
    hash ^= hash >>> 32;
  }

  @Override
  public String toString() {
    return String.format("%016x", hash);
  }
}
