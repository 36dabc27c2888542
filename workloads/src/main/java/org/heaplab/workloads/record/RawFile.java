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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.heaplab.workloads.TraceException;

/// What the recorder wrote in one process image. The layout is drawn in `record-file.h`; the two
/// must agree.
///
/// @param path the file
/// @param pid the process
/// @param image its how manieth program: exec replaces the program but not the process
/// @param inherited which of its parent's records are this process's history too, for it was forked
///   there
/// @param startedNanos when the image began, on the clock of the time marks
/// @param started the same by the calendar
/// @param stopped the error number that ended the recording early, or 0
/// @param parent the name of the file with the parent's records; or empty
/// @param program the executable
/// @param command the arguments, the program's name first
record RawFile(
    Path path,
    long pid,
    int image,
    Part inherited,
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

  private static final String MAGIC = "heaplab2";
  private static final int HEADER_BYTES = 4096;

  /// The records up to a moment at which one thread forked.
  ///
  /// @param stamp the last stamp
  /// @param stream the stream of the thread that forked, whatever the stamps of its records
  /// @param words so many words of that one
  record Part(long stamp, int stream, long words) {
    static final Part ALL = new Part(Long.MAX_VALUE, -1, 0);
  }

  /// Takes the records in the order of their stamps.
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
    return new RawFile(
        path,
        header.getInt(8),
        header.getInt(12),
        new Part(header.getLong(16), header.getInt(32), header.getLong(24)),
        header.getLong(40),
        Instant.EPOCH.plus(Duration.ofNanos(header.getLong(48))).truncatedTo(ChronoUnit.SECONDS),
        header.getInt(36),
        text(header, 64, 64),
        text(header, 128, 896),
        List.of(allText(header, 1024).split("\0")));
  }

  /// Visits the records of a part of the file, those of all streams in the order of their stamps.
  ///
  /// @return how many words are missing in the streams: at most so many calls
  long visit(Part part, Visitor visitor) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long lost = 0;
      var heads = new PriorityQueue<RawStream>(Comparator.comparingLong(RawStream::stamp));
      for (List<RawWindow> windows : streams(channel)) {
        lost += missing(windows);
        boolean forked = windows.getFirst().stream() == part.stream();
        long stamp = forked ? Long.MAX_VALUE : part.stamp();
        heads.add(new RawStream(channel, windows, stamp, forked ? part.words() : Long.MAX_VALUE));
      }
      merge(heads, visitor);
      return lost;
    }
  }

  private static Collection<List<RawWindow>> streams(FileChannel channel) throws IOException {
    var streams = new TreeMap<Integer, TreeMap<Long, RawWindow>>();
    var head = ByteBuffer.allocate(RawWindow.HEAD_BYTES).order(ByteOrder.nativeOrder());
    for (long at = RawWindow.BYTES; at + head.capacity() < channel.size(); at += RawWindow.BYTES) {
      fill(channel, head, at);
      RawWindow window = RawWindow.parse(head, at);
      if (window == null) continue;
      streams
          .computeIfAbsent(window.stream(), _ -> new TreeMap<>())
          .merge(window.before(), window, RawWindow::or);
    }
    return streams.values().stream().map(windows -> List.copyOf(windows.values())).toList();
  }

  private static long missing(List<RawWindow> windows) {
    long missing = 0;
    long until = 0;
    for (RawWindow window : windows) {
      missing += Math.max(0, window.before() - until);
      until = window.until();
    }
    return missing;
  }

  private static void merge(PriorityQueue<RawStream> heads, Visitor visitor) throws IOException {
    long time = 0;
    while (!heads.isEmpty()) {
      RawStream stream = heads.poll();
      long others = heads.isEmpty() ? Long.MAX_VALUE : heads.peek().stamp();
      boolean more = true;
      while (more && stream.stamp() <= others) {
        if (stream.time() > time) {
          time = stream.time();
          visitor.time(time);
        }
        if (stream.hasRecord()) stream.visit(visitor);
        more = stream.next();
      }
      if (more) heads.add(stream);
    }
  }

  static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
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
