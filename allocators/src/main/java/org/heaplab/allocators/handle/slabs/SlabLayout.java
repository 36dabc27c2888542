package org.heaplab.allocators.handle.slabs;

import org.heaplab.allocators.backing.Memory;

/// The descriptor of a slab page.
///
/// ```text
///     0         2         4         6         8              11   12             15   16
///     ├─────────┼─────────┼─────────┼─────────┼──────────────┼────┼──────────────┼────┤
///     │ free    │ used    │ fresh   │ low     │ next page    │ G  │ prev page    │ S  │
///     └─────────┴─────────┴─────────┴─────────┴──────────────┴────┴──────────────┴────┘
///       free: granule of the first free slot in the page, plus 1, or 0; a free slot starts with the
///             same for the next one
///       used: slots in use
///       fresh: granule of the first slot that was never used
///       low: with fewer used slots than this, the page changes its list or its state
///       next, prev: page number plus 1 on its list, or 0
///       G: granules in a slot, which is the page's size class
///       S: state; whether a lock kept the page from being emptied; whether there may be a block in it
///          that was requested with an alignment
/// ```
public final class SlabLayout {
  static final int LOG_DESCRIPTOR_BYTES = 4;
  static final int DESCRIPTOR_BYTES = 1 << LOG_DESCRIPTOR_BYTES;

  public static final int FREE = 0;
  static final int USED = 2;
  public static final int FRESH = 4;
  static final int LOW = 6;

  /// In the states from 0 to LEVELS - 1 a page is on the list of that level of occupancy.
  public static final int LEVELS = 8;

  public static final int CURRENT = 8;
  static final int FULL = 9;

  /// Compaction is emptying the page.
  public static final int EVACUATING = 10;

  static final int UNUSED = 11;
  private static final int STATE_MASK = 0xF;
  private static final int PINNED = 0x10;
  private static final int ALIGNED = 0x20;

  private static final int GRANULES = 11;
  private static final int STATE = 15;
  private static final int NEXT = 8;
  private static final int PREVIOUS = 12;
  private static final int PAGE_MASK = 0xFFFFFF;

  private SlabLayout() {}

  /// Makes the descriptor that of a page of a class, with no slot used yet.
  static void begin(long descriptor, int granules) {
    Memory.putLong(descriptor, 0);
    Memory.putLong(descriptor + Long.BYTES, 0);
    Memory.putByte(descriptor + GRANULES, (byte) granules);
  }

  /// Granules in a slot.
  static int granules(long descriptor) {
    return Byte.toUnsignedInt(Memory.getByte(descriptor + GRANULES));
  }

  static int next(long descriptor) {
    return Memory.getInt(descriptor + NEXT) & PAGE_MASK;
  }

  public static int previous(long descriptor) {
    return Memory.getInt(descriptor + PREVIOUS) & PAGE_MASK;
  }

  static void setNext(long descriptor, int page) {
    Memory.putInt(descriptor + NEXT, (Memory.getInt(descriptor + NEXT) & ~PAGE_MASK) | page);
  }

  static void setPrevious(long descriptor, int page) {
    Memory.putInt(
        descriptor + PREVIOUS, (Memory.getInt(descriptor + PREVIOUS) & ~PAGE_MASK) | page);
  }

  public static int state(long descriptor) {
    return Memory.getByte(descriptor + STATE) & STATE_MASK;
  }

  static boolean isPinned(long descriptor) {
    return (Memory.getByte(descriptor + STATE) & PINNED) != 0;
  }

  static boolean isAligned(long descriptor) {
    return (Memory.getByte(descriptor + STATE) & ALIGNED) != 0;
  }

  static void setState(long descriptor, int state) {
    int aligned = Memory.getByte(descriptor + STATE) & ALIGNED;
    Memory.putByte(descriptor + STATE, (byte) (state | aligned));
  }

  static void pin(long descriptor) {
    set(descriptor, PINNED);
  }

  static void align(long descriptor) {
    set(descriptor, ALIGNED);
  }

  private static void set(long descriptor, int flag) {
    Memory.putByte(descriptor + STATE, (byte) (Memory.getByte(descriptor + STATE) | flag));
  }
}
