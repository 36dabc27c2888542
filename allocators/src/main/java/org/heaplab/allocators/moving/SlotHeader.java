package org.heaplab.allocators.moving;

import org.heaplab.allocators.backing.Memory;

/// The header of a block of [CompactFit]: it leads back to the block's entry, so that the entry can
/// follow when the block moves, and to the block's slot.
///
/// ```text
///     0                 4            6       7      8
///     ├─────────────────┼────────────┼───────┼──────┤
///     │ index of entry  │ slot       │ class │ part │   part: which 4 KiB of its page
///     └─────────────────┴────────────┴───────┴──────┘         the payload starts in
/// ```
///
/// It lies right before the payload, for who knows the block. Its first field lies at the start of
/// the slot too, for who knows the slot: they are one unless an alignment leaves a gap between.
final class SlotHeader {
  static final int BYTES = 8;

  private static final long SLOT = -4;
  private static final long CLASS = -2;
  private static final long PART = -1;

  private SlotHeader() {}

  static void write(long payload, int slot, int sizeClass, int part) {
    Memory.putChar(payload + SLOT, slot);
    Memory.putByte(payload + CLASS, (byte) sizeClass);
    Memory.putByte(payload + PART, (byte) part);
  }

  static void setEntry(long slotStart, long payload, int index) {
    Memory.putInt(payload - BYTES, index);
    Memory.putInt(slotStart, index);
  }

  /// The index of the entry of the block in the slot that starts there.
  static int entryAt(long slotStart) {
    return Memory.getInt(slotStart);
  }

  static int slot(long payload) {
    return Memory.getChar(payload + SLOT);
  }

  static int sizeClass(long payload) {
    return Memory.getByte(payload + CLASS);
  }

  static int part(long payload) {
    return Memory.getByte(payload + PART);
  }
}
