package org.heaplab.workloads.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A packed stream that is read some bytes ahead, so it is known when its end is near. It also
/// notes when more bytes were requested than it has: then it is cut.
final class ReadAhead extends InputStream {
  private static final int CAPACITY = 1 << 15;

  /// More than what a decompressor reads to return the largest piece of [Unpacked].
  private static final int NEAR = CAPACITY / 2;

  private final InputStream in;
  private final byte[] buffer = new byte[CAPACITY];
  private int at;
  private int filled;
  private boolean ended;
  private boolean exhausted;

  ReadAhead(InputStream in) {
    this.in = in;
  }

  /// Whether only a few bytes are left.
  boolean isNearEnd() throws IOException {
    fill();
    return ended && filled - at < NEAR;
  }

  /// Whether more bytes were requested than the stream has.
  boolean isExhausted() {
    return exhausted;
  }

  /// The exception to throw when unpacking fails: EOFException when the stream is cut.
  IOException explain(Exception e) {
    if (exhausted) return (IOException) new EOFException().initCause(e);
    return e instanceof IOException known ? known : new IOException(e.getMessage(), e);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) return 0;
    fill();
    if (at == filled) {
      exhausted = true;
      return -1;
    }
    int count = Math.min(length, filled - at);
    System.arraycopy(buffer, at, bytes, offset, count);
    at += count;
    return count;
  }

  private void fill() throws IOException {
    if (ended || filled - at >= NEAR) return;
    System.arraycopy(buffer, at, buffer, 0, filled - at);
    filled -= at;
    at = 0;
    try {
      int read = 0;
      while (filled < CAPACITY && (read = in.read(buffer, filled, CAPACITY - filled)) >= 0) {
        filled += read;
      }
      ended = read < 0;
    } catch (EOFException e) {
      ended = true;
    }
  }
}
