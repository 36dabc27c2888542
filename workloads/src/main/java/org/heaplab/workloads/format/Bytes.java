package org.heaplab.workloads.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heaplab.workloads.TraceException;

/// A sequence of bytes that grows: written at its end and read from its start, in the units of the
/// format.
final class Bytes {
  private byte[] bytes;
  private int start;
  private int end;

  Bytes() {
    bytes = new byte[1 << 10];
  }

  Bytes(byte[] bytes) {
    this.bytes = bytes;
    end = bytes.length;
  }

  byte[] array() {
    return bytes;
  }

  /// How many bytes were written and not yet read.
  int length() {
    return end - start;
  }

  void clear() {
    start = 0;
    end = 0;
  }

  void put(int value) {
    reserve(1);
    bytes[end++] = (byte) value;
  }

  void putInt(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) put(value >>> shift);
  }

  void putVarint(long value) {
    reserve(Layout.MAX_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }

  void putString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length);
    put(utf8, utf8.length);
  }

  void put(byte[] source, int length) {
    reserve(length);
    System.arraycopy(source, 0, bytes, end, length);
    end += length;
  }

  int take() {
    if (start == end) throw shortOf(1);
    return Byte.toUnsignedInt(bytes[start++]);
  }

  int takeInt() {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) value |= take() << shift;
    return value;
  }

  long takeVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int group = take();
      value |= (long) (group & 0x7F) << shift;
      if (group < 0x80) return value;
    }
    throw new TraceException("a varint must have at most " + Layout.MAX_VARINT + " bytes");
  }

  /// A varint that is a count or a size.
  int takeCount(String what, long most) {
    long count = takeVarint();
    if (count < 0 || count > most) {
      throw new TraceException(
          what + " must be at most " + most + ": " + Long.toUnsignedString(count));
    }
    return (int) count;
  }

  String takeString() {
    return new String(
        take(takeCount("a string's length", Layout.MAX_PAYLOAD)), StandardCharsets.UTF_8);
  }

  byte[] take(int length) {
    if (length > length()) throw shortOf(length);
    start += length;
    return Arrays.copyOfRange(bytes, start - length, start);
  }

  void requireUsedUp(String what) {
    if (length() > 0)
      throw new TraceException(what + " must end here, but has " + length() + " bytes more");
  }

  private TraceException shortOf(int length) {
    return new TraceException(
        "a value of " + length + " bytes must follow, but only " + length() + " do");
  }

  private void reserve(int length) {
    if (bytes.length - end >= length) return;
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
  }
}
