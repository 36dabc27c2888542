package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.heaplab.workloads.TraceException;

/// What the recorder wrote in one process image. The layout is drawn in `record-log.h`; the two
/// must agree.
///
/// @param path the file
/// @param pid the process
/// @param image its how manieth program: exec replaces the program but not the process
/// @param first the place of the first record
/// @param left places below this one have left the ring
/// @param end places below this one may have been written
/// @param startedNanos when the image began, on the clock of the time marks
/// @param started the same by the calendar
/// @param stopped the error number that ended the recording early, or 0
/// @param parent the name of the file whose records before `first` belong to this process too, for
///   it was forked there; or empty
/// @param program the executable
/// @param command the arguments, the program's name first
record RawFile(
    Path path,
    long pid,
    int image,
    long first,
    long left,
    long end,
    long startedNanos,
    Instant started,
    int stopped,
    String parent,
    String program,
    List<String> command) {
  static final int MALLOC = 1;
  static final int FREE = 2;
  static final int REALLOC_BEGIN = 3;
  static final int REALLOC_END = 4;
  static final int REALLOC_FAILED = 5;
  static final int REALLOC_FREED = 6;
  static final int TIME = 7;

  private static final String MAGIC = "heaplab1";
  private static final int HEADER_BYTES = 4096;
  private static final int RECORD_BYTES = 16;
  private static final int WINDOW_BYTES = 1 << 17;
  private static final int WINDOW_RECORDS = WINDOW_BYTES / RECORD_BYTES;
  private static final int RING_RECORDS = 4 * WINDOW_RECORDS;
  private static final long FIRST_WINDOW_AT = 1 << 20;

  private static final int KIND_SHIFT = 56;
  private static final int LOG_ALIGNMENT_SHIFT = 48;
  private static final int THREAD_SHIFT = 48;
  private static final long FIELD_MASK = (1L << 48) - 1;

  /// Takes the records in the order of their places.
  interface Visitor {
    void call(int kind, int thread, long address, long size, int logAlignment);

    /// @param nanos on the clock of [RawFile#startedNanos]
    void time(long nanos);
  }

  /// @throws IOException when the file cannot be read
  /// @throws TraceException when it is not a recording
  static RawFile open(Path path) throws IOException {
    var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      fill(channel, header, 0);
    }
    if (!text(header, 0, MAGIC.length()).equals(MAGIC)) {
      throw new TraceException("a recording must begin with " + MAGIC).at(path + ", byte 0");
    }
    long epochNanos = header.getLong(48);
    return new RawFile(
        path,
        header.getInt(8),
        header.getInt(12),
        header.getLong(16),
        header.getLong(24),
        header.getLong(32),
        header.getLong(40),
        Instant.EPOCH.plus(Duration.ofNanos(epochNanos)).truncatedTo(ChronoUnit.SECONDS),
        header.getInt(56),
        text(header, 64, 64),
        text(header, 128, 896),
        List.of(allText(header, 1024).split("\0")));
  }

  /// Visits the records at places below `until`.
  ///
  /// @return how many places before the last record were handed out and never written
  long visit(long until, Visitor visitor) throws IOException {
    var window = ByteBuffer.allocateDirect(WINDOW_BYTES).order(ByteOrder.nativeOrder());
    long base = first - first % WINDOW_RECORDS;
    long stop = Math.min(end, until);
    long empty = 0;
    long lost = 0;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      for (long start = base; start < stop; start += WINDOW_RECORDS) {
        fill(channel, window, start < left ? writtenAt(start - base) : ringAt(start));
        long last = Math.min(start + WINDOW_RECORDS, stop);
        for (long place = Math.max(start, first); place < last; place++) {
          int at = (int) (place - start) * RECORD_BYTES;
          long what = window.getLong(at);
          long kindAndSize = window.getLong(at + Long.BYTES);
          if (kindAndSize == 0) {
            empty++;
            continue;
          }
          lost += empty;
          empty = 0;
          visitRecord(visitor, what, kindAndSize);
        }
      }
    }
    return lost;
  }

  private static void visitRecord(Visitor visitor, long what, long kindAndSize) {
    int kind = (int) (kindAndSize >>> KIND_SHIFT);
    if (kind == TIME) {
      visitor.time(what);
      return;
    }
    visitor.call(
        kind,
        (int) (what >>> THREAD_SHIFT),
        what & FIELD_MASK,
        kindAndSize & FIELD_MASK,
        (int) (kindAndSize >>> LOG_ALIGNMENT_SHIFT) & 0xFF);
  }

  private static long writtenAt(long places) {
    return FIRST_WINDOW_AT + places * RECORD_BYTES;
  }

  private static long ringAt(long place) {
    return HEADER_BYTES + place % RING_RECORDS * RECORD_BYTES;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      int got = channel.read(buffer, at + buffer.position());
      if (got < 0) {
        throw new TraceException(
            "a recording must have " + buffer.capacity() + " bytes at byte " + at);
      }
    }
    buffer.flip();
  }

  private static String text(ByteBuffer header, int at, int bytes) {
    String padded = allText(header.slice(0, at + bytes), at);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }

  private static String allText(ByteBuffer header, int at) {
    int end = header.capacity();
    while (end > at && header.get(end - 1) == 0) end--;
    return StandardCharsets.UTF_8.decode(header.slice(at, end - at)).toString();
  }
}
