package org.heaplab.workloads.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The head of a window of a recording, which says what the window holds. The layout is drawn in
/// `record-log.h`; the two must agree.
///
/// @param at where the window begins in the file
/// @param copy whether it is a copy of a window in use
/// @param stream what its records are a part of
/// @param thread whose records come first
/// @param before words that the stream had before this window
/// @param stamp of the last record before
/// @param nanos when the window was begun
/// @param words how many it has
record RawWindow(
    long at, boolean copy, int stream, int thread, long before, long stamp, long nanos, int words) {
  static final int BYTES = 1 << 17;
  static final int HEAD_BYTES = 64;

  private static final String MAGIC = "window 2";
  private static final int STREAM_AT = 8;
  private static final int THREAD_AT = 12;
  private static final int PLACE_AT = 16;
  private static final int BEFORE_AT = 24;
  private static final int STAMP_AT = 32;
  private static final int NANOS_AT = 40;
  private static final int END_AT = 48;

  /// Null where no window is, or one that was being made when the process ended.
  static RawWindow parse(ByteBuffer head, long at) {
    byte[] magic = new byte[MAGIC.length()];
    head.get(0, magic);
    if (!new String(magic, StandardCharsets.US_ASCII).equals(MAGIC)) return null;
    int end = Math.clamp(head.getInt(END_AT), HEAD_BYTES, BYTES);
    return new RawWindow(
        at,
        head.getLong(PLACE_AT) != at / BYTES,
        head.getInt(STREAM_AT),
        head.getInt(THREAD_AT),
        head.getLong(BEFORE_AT),
        head.getLong(STAMP_AT),
        head.getLong(NANOS_AT),
        (end - HEAD_BYTES) / Long.BYTES);
  }

  /// Of two windows with the same part of a stream, one in use and one copied from it, the one to
  /// read: a window in use is emptied when its copy is complete.
  RawWindow or(RawWindow other) {
    RawWindow inUse = copy ? other : this;
    RawWindow copied = copy ? this : other;
    return inUse.words > 0 ? inUse : copied;
  }

  long wordsAt() {
    return at + HEAD_BYTES;
  }

  /// Words of the stream up to the end of this window.
  long until() {
    return before + words;
  }
}
