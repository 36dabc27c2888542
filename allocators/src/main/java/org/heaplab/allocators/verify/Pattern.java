package org.heaplab.allocators.verify;

import org.heaplab.allocators.backing.Memory;

/// Bytes that tell which block they belong to and where in it: each word is the block's number
/// times an odd constant, plus its offset.
final class Pattern {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /// The bits of an offset that say where in its word a byte is.
  private static final long IN_WORD = Long.BYTES - 1;

  private Pattern() {}

  /// @param from offset of the first byte to write
  static void write(long address, long from, long size, long number) {
    long first = number * FACTOR;
    long whole = size & ~IN_WORD;
    long at = from;
    for (; at < size && (at & IN_WORD) != 0; at++) {
      Memory.putByte(address + at, byteAt(first, at));
    }
    for (; at < whole; at += Long.BYTES) Memory.putLong(address + at, first + at);
    for (; at < size; at++) Memory.putByte(address + at, byteAt(first, at));
  }

  /// @return the offset of the first byte that differs, or -1
  static long firstDifference(long address, long size, long number) {
    long first = number * FACTOR;
    long whole = size & ~IN_WORD;
    long at = 0;
    while (at < whole && Memory.getLong(address + at) == first + at) at += Long.BYTES;
    for (; at < size; at++) {
      if (Memory.getByte(address + at) != byteAt(first, at)) return at;
    }
    return -1;
  }

  private static byte byteAt(long first, long offset) {
    return (byte) ((first + (offset & ~IN_WORD)) >>> ((offset & IN_WORD) << 3));
  }
}
