package org.heaplab.workloads.logs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Turns any encoding of a text into one byte for each character. Logs are ASCII, but an editor or
/// a shell of Windows may convert them to UTF-16, with or without a byte order mark.
public final class Encoding {
  private Encoding() {}

  /// @param in a stream that supports marks
  /// @return the same text with one byte for each character; it supports marks of
  ///   [LogReader#BEGINNING] bytes
  public static InputStream decoded(InputStream in) throws IOException {
    byte[] beginning = LogReader.peek(in);
    if (beginning.length < 2) return in;
    int first = Byte.toUnsignedInt(beginning[0]);
    int second = Byte.toUnsignedInt(beginning[1]);
    boolean bigMark = first == 0xFE && second == 0xFF;
    boolean littleMark = first == 0xFF && second == 0xFE;
    boolean big = bigMark || (first == 0 && isText(second));
    boolean little = littleMark || (second == 0 && isText(first));
    if (!big && !little) return in;
    if (bigMark || littleMark) in.skipNBytes(2);
    return new BufferedInputStream(new Utf16(in, big), LogReader.BEGINNING);
  }

  private static boolean isText(int b) {
    return (b >= ' ' && b < 0x7F) || b == '\n' || b == '\r' || b == '\t';
  }

  /// Characters beyond 255 become question marks.
  private static final class Utf16 extends InputStream {
    private final InputStream in;
    private final boolean big;

    Utf16(InputStream in, boolean big) {
      this.in = in;
      this.big = big;
    }

    @Override
    public int read() throws IOException {
      int first = in.read();
      if (first < 0) return -1;
      int second = in.read();
      if (second < 0) return -1;
      int high = big ? first : second;
      return high == 0 ? (big ? second : first) : '?';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = 0;
      while (count < length) {
        int read = read();
        if (read < 0) return count == 0 ? -1 : count;
        bytes[offset + count++] = (byte) read;
      }
      return count;
    }
  }
}
