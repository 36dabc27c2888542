package org.heaplab.workloads.record;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.heaplab.workloads.TraceException;

/// The head of a window of records; it describes what the window holds. The layout is that of
/// `struct window` in `channel.h`; the two must agree.
///
/// @param file the file with the window
/// @param at the byte at which the window begins
/// @param stream the stream that its records belong to
/// @param thread the thread of its first records
/// @param before how many words the stream had before this window
/// @param stamp the stamp of the last record before this window
/// @param nanos when the window was begun
/// @param words how many words it has
record RawWindow(
    FileChannel file,
    long at,
    int stream,
    int thread,
    long before,
    long stamp,
    long nanos,
    int words) {
  static final int BYTES = 1 << 16;
  static final int HEAD_BYTES = 64;
  static final long PAGE_BYTES = 1 << 12;

  /// The stream of windows that have text about the process's code in place of records.
  static final int CODE_STREAM = -1;

  private static final String MAGIC = "window 4";
  private static final int STREAM_AT = 8;
  private static final int THREAD_AT = 12;
  private static final int BEFORE_AT = 16;
  private static final int STAMP_AT = 24;
  private static final int NANOS_AT = 32;
  private static final int END_AT = 40;

  /// @param fileEnd where the file ends; words after it count as missing
  /// @throws TraceException when there is no window
  static RawWindow parse(ByteBuffer head, FileChannel file, long at, long fileEnd) {
    byte[] magic = new byte[MAGIC.length()];
    head.get(0, magic);
    int end = head.getInt(END_AT);
    boolean tiled = end >= HEAD_BYTES && end <= BYTES && end % Long.BYTES == 0;
    if (!new String(magic, StandardCharsets.US_ASCII).equals(MAGIC) || !tiled) {
      throw new TraceException("a recording must have a window of records at byte " + at);
    }
    return new RawWindow(
        file,
        at,
        head.getInt(STREAM_AT),
        head.getInt(THREAD_AT),
        head.getLong(BEFORE_AT),
        head.getLong(STAMP_AT),
        head.getLong(NANOS_AT),
        (int) (Math.min(end, fileEnd - at) - HEAD_BYTES) / Long.BYTES);
  }

  long wordsAt() {
    return at + HEAD_BYTES;
  }

  /// Where the next window begins; windows begin at whole pages.
  long end() {
    return Math.ceilDiv(wordsAt() + (long) words * Long.BYTES, PAGE_BYTES) * PAGE_BYTES;
  }

  /// How many words the stream has up to the end of this window.
  long until() {
    return before + words;
  }
}
