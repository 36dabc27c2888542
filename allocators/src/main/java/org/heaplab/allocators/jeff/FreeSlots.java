package org.heaplab.allocators.jeff;

import static org.heaplab.allocators.jeff.HeaderLayout.LOG_GRANULE_BYTES;

import java.util.Arrays;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.Log2;

/// The free blocks by size: slot k holds those of 2^k to 2^(k+1) - 1 bytes, the block freed last on
/// top. The stack is linked through the first bytes of the blocks.
///
/// ```text
///     0           4           8
///     ├───────────┼───────────┤
///     │ header    │ next      │   number of the block's header; granule of the next block, plus 1
///     └───────────┴───────────┘
/// ```
///
/// Adding takes constant time, and so does taking from a slot above the request's own, where every
/// block is large enough. Only when all of these are empty, the request's own slot is searched.
final class FreeSlots {
  private static final int SLOTS = Integer.SIZE + LOG_GRANULE_BYTES;
  private static final long HEADER = 0;
  private static final long NEXT = 4;
  private static final long NONE = 0;

  private final Headers headers;
  private final long base;

  /// Address of the top block of each slot.
  private final long[] first = new long[SLOTS];

  FreeSlots(Headers headers, long base) {
    this.headers = headers;
    this.base = base;
  }

  void add(long header) {
    int slot = slotOf(headers.bytes(header));
    long block = headers.address(header);
    Memory.putInt(block + HEADER, headers.numberOf(header));
    setNext(block, first[slot]);
    first[slot] = block;
  }

  /// Takes a block of at least this many bytes.
  ///
  /// @return its header, or [Headers#NONE]
  long take(long bytes) {
    int own = slotOf(bytes);
    for (int slot = own + 1; slot < SLOTS; slot++) {
      if (first[slot] != NONE) return remove(slot, NONE, first[slot]);
    }
    return takeFitting(own, bytes);
  }

  private long takeFitting(int slot, long bytes) {
    long before = NONE;
    for (long block = first[slot]; block != NONE; block = next(block)) {
      if (headers.bytes(headerOf(block)) >= bytes) return remove(slot, before, block);
      before = block;
    }
    return Headers.NONE;
  }

  private long remove(int slot, long before, long block) {
    if (before == NONE) first[slot] = next(block);
    else setNext(before, next(block));
    return headerOf(block);
  }

  void clear() {
    Arrays.fill(first, NONE);
  }

  private long headerOf(long block) {
    return headers.header(Memory.getInt(block + HEADER));
  }

  private long next(long block) {
    int next = Memory.getInt(block + NEXT);
    return next == 0 ? NONE : base + (Integer.toUnsignedLong(next - 1) << LOG_GRANULE_BYTES);
  }

  private void setNext(long block, long next) {
    long granule = next == NONE ? 0 : ((next - base) >>> LOG_GRANULE_BYTES) + 1;
    Memory.putInt(block + NEXT, (int) granule);
  }

  private static int slotOf(long bytes) {
    return Log2.floor(bytes);
  }
}
