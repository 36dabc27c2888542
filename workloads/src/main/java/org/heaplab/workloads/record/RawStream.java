package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.symbols.CallStacks;

/// Reads one stream of a recording, record by record, in the order in which it was written. Only
/// one window of it is in memory at a time. `record-log.h` draws the words of a record; the two
/// must agree.
///
/// A reader calls [#next] and then reads the record's fields.
final class RawStream {
  private static final int LONG = 0;
  private static final int FREE_NULL = 7;
  private static final int THREAD = 8;
  private static final int KIND_BITS = 3;
  private static final int SINCE_SHIFT = 3;
  private static final int SINCE_BITS = 16;
  private static final int SIZE_SHIFT = SINCE_SHIFT + SINCE_BITS;
  private static final int SIZE_BITS = 14;
  private static final int MOVED_SHIFT = SIZE_SHIFT + SIZE_BITS;
  private static final int LOG_MOVED_UNIT = 3;
  private static final int LONG_KIND_SHIFT = 3;
  private static final int LONG_KIND_MASK = 0x1F;
  private static final int LONG_ALIGNMENT_SHIFT = 8;
  private static final int LONG_WORDS = 4;
  private static final int CALLER_SHIFT = 3;
  private static final int PLACE_SHIFT = 4;
  private static final int MOST_FRAMES = 64;

  private final List<RawWindow> windows;
  private final CallStacks stacks;
  private final long lastStamp;
  private final long wordsBefore;
  private LongBuffer words = LongBuffer.allocate(0);
  private int window = -1;
  private long time;
  private int kind;
  private int thread;
  private int logAlignment;
  private long stamp;
  private long address;
  private long size;

  /// The stack of the requests that follow, the innermost frame first.
  private final long[] stack = new long[MOST_FRAMES];

  private int depth;

  /// Its number; 0 when it has none yet.
  private int site;

  /// @param windows all windows of the stream, in order
  /// @param stacks numbers the stacks of requests
  /// @param lastStamp the stream ends before the first record with a later stamp
  /// @param wordsBefore the stream ends after this many words
  RawStream(List<RawWindow> windows, CallStacks stacks, long lastStamp, long wordsBefore) {
    this.windows = windows;
    this.stacks = stacks;
    this.lastStamp = lastStamp;
    this.wordsBefore = wordsBefore;
    stamp = windows.getFirst().stamp();
  }

  /// Goes to the next record.
  ///
  /// @return whether there is one
  boolean next() throws IOException {
    time = 0;
    while (true) {
      while (!words.hasRemaining()) {
        if (window + 1 == windows.size()) return false;
        open(windows.get(++window));
      }
      if (windows.get(window).before() + words.position() >= wordsBefore) return false;
      if (decode()) return stamp <= lastStamp;
    }
  }

  /// Whether [#next] was called.
  boolean hasRecord() {
    return window >= 0;
  }

  /// The stamp of the current record. Before the first record: a stamp that is not later than that
  /// record's.
  long stamp() {
    return stamp;
  }

  /// When the record's window was begun, if this is the first record in it; otherwise 0.
  long time() {
    return time;
  }

  void visit(RawRecords.Visitor visitor) {
    if (kind == FREE_NULL) visitor.call(RawRecords.FREE, thread, 0, 0, 0, 0);
    else visitor.call(kind, thread, address, size, logAlignment, site());
  }

  private int site() {
    if (kind != RawRecords.MALLOC && kind != RawRecords.REALLOC_END) return 0;
    if (site == 0 && depth > 0) site = stacks.number(stack, depth);
    return site;
  }

  private void forgetStack() {
    depth = 0;
    site = 0;
  }

  private void open(RawWindow next) throws IOException {
    var bytes = ByteBuffer.allocate(next.words() * Long.BYTES).order(ByteOrder.nativeOrder());
    RawRecords.fill(next.file(), bytes, next.wordsAt());
    words = bytes.asLongBuffer();
    thread = next.thread();
    stamp = next.stamp();
    time = next.nanos();
    address = 0;
    forgetStack();
  }

  /// Reads one record. Returns false when it only says something about the records after it: their
  /// thread, or where the next request is made.
  private boolean decode() {
    long word = words.get();
    kind = (int) field(word, 0, KIND_BITS);
    if (kind == LONG) return decodeLong(word);
    logAlignment = 0;
    if (kind == FREE_NULL) return decodeShort(word);
    stamp += field(word, SINCE_SHIFT, SINCE_BITS);
    size = field(word, SIZE_SHIFT, SIZE_BITS);
    address += word >> MOVED_SHIFT << LOG_MOVED_UNIT;
    return true;
  }

  private boolean decodeShort(long word) {
    long place = word >>> PLACE_SHIFT;
    if (place == 0) return true;
    if (field(word, CALLER_SHIFT, 1) == 0) forgetStack();
    if (depth < stack.length) stack[depth++] = place;
    return false;
  }

  private boolean decodeLong(long word) {
    if (words.remaining() < LONG_WORDS - 1) {
      throw new TraceException("a long record must have " + LONG_WORDS + " words")
          .at("the window at byte " + windows.get(window).at());
    }
    kind = (int) (word >>> LONG_KIND_SHIFT) & LONG_KIND_MASK;
    logAlignment = (int) (word >>> LONG_ALIGNMENT_SHIFT);
    stamp = words.get();
    address = words.get();
    size = words.get();
    if (kind != THREAD) return true;
    thread = (int) size;
    forgetStack();
    return false;
  }

  private static long field(long word, int shift, int bits) {
    return word >>> shift & ((1L << bits) - 1);
  }
}
