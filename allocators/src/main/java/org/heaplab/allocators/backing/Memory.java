package org.heaplab.allocators.backing;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Raw reads and writes at absolute addresses. Nothing is checked: a wrong address ends the
/// process.
public final class Memory {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfChar CHAR = ValueLayout.JAVA_CHAR_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private Memory() {}

  public static byte getByte(long address) {
    return ALL.get(BYTE, address);
  }

  public static void putByte(long address, byte value) {
    ALL.set(BYTE, address, value);
  }

  /// Reads 16 bits, unsigned.
  public static int getChar(long address) {
    return ALL.get(CHAR, address);
  }

  /// Writes the low 16 bits of a number.
  public static void putChar(long address, int value) {
    ALL.set(CHAR, address, (char) value);
  }

  public static int getInt(long address) {
    return ALL.get(INT, address);
  }

  public static void putInt(long address, int value) {
    ALL.set(INT, address, value);
  }

  public static long getLong(long address) {
    return ALL.get(LONG, address);
  }

  public static void putLong(long address, long value) {
    ALL.set(LONG, address, value);
  }

  /// Copies bytes as if through a temporary buffer: source and target may overlap.
  public static void copy(long source, long target, long bytes) {
    MemorySegment.copy(ALL, source, ALL, target, bytes);
  }

  public static void fill(long address, long bytes, byte value) {
    ALL.asSlice(address, bytes).fill(value);
  }
}
