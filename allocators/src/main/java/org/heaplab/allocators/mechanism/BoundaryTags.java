package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// Blocks that know their own size and that of the block before them (Knuth, TAOCP 1, §2.5,
/// Algorithm C), so that both neighbours are found in constant time. A block is named by its index:
/// its offset from the base in units of 8 bytes.
///
/// ```text
///             0                4                8
///    block ─▶ ├────────────────┼────────────┬───┤
///             │ previous block:│ size       │ U │  U: in use; sizes in units, header included
///             │ size           │            │   │
///  payload ─▶ ├────────────────┴────────────┴───┤
///             │ client bytes; when free, the    │
///             │ node of the index of free blocks│
///     next ─▶ └─────────────────────────────────┘
/// ```
///
/// An index and a size have 31 bits, so that a heap has at most 16 GiB.
public final class BoundaryTags {
  public static final int LOG_UNIT_BYTES = 3;
  public static final int UNIT_BYTES = 1 << LOG_UNIT_BYTES;
  public static final int HEADER_UNITS = 1;
  public static final long MAX_HEAP_BYTES = 1L << (Integer.SIZE - 1 + LOG_UNIT_BYTES);

  public static final int USED = 1;
  public static final int FREE = 0;

  private static final long SIZE = 4;

  private final long base;

  public BoundaryTags(long base) {
    this.base = base;
  }

  public long address(int block) {
    return base + ((long) block << LOG_UNIT_BYTES);
  }

  public long payload(int block) {
    return address(block + HEADER_UNITS);
  }

  public int size(int block) {
    return Memory.getInt(address(block) + SIZE) >>> 1;
  }

  public boolean isUsed(int block) {
    return (Memory.getInt(address(block) + SIZE) & USED) != 0;
  }

  public int previousSize(int block) {
    return Memory.getInt(address(block));
  }

  /// Sets a block's size and use, and tells the block after it.
  public void set(int block, int size, int used) {
    mark(block, size, used);
    Memory.putInt(address(block + size), size);
  }

  /// Sets a block's size and use only.
  public void mark(int block, int size, int used) {
    Memory.putInt(address(block) + SIZE, size << 1 | used);
  }

  /// Units for a payload, header included.
  public static int unitsFor(long payloadBytes) {
    return (int) ((payloadBytes + UNIT_BYTES - 1) >>> LOG_UNIT_BYTES) + HEADER_UNITS;
  }

  public static long payloadBytes(int units) {
    return (long) (units - HEADER_UNITS) << LOG_UNIT_BYTES;
  }
}
