package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.symbols.CallStacks;

/// The records of one image. Its windows are in these files one after the other, in any order.
record RawRecords(List<Path> files) {
  static final int MALLOC = 1;
  static final int FREE = 2;
  static final int REALLOC_BEGIN = 3;
  static final int REALLOC_END = 4;
  static final int REALLOC_FAILED = 5;
  static final int REALLOC_FREED = 6;
  static final int TOUCHED = 9;

  /// The records up to the moment at which one thread forked.
  ///
  /// @param stamp the last stamp, for the streams of all other threads
  /// @param stream the stream of the thread that forked
  /// @param words how many words of that stream belong to this part, whatever their stamps
  record Part(long stamp, int stream, long words) {
    static final Part ALL = new Part(Long.MAX_VALUE, -1, 0);
  }

  /// Takes the records in the order of their stamps.
  interface Visitor {
    /// @param site of a request: the number of its stack; 0 where it is not known, and for other
    ///   records
    void call(int kind, int thread, long address, long size, int logAlignment, int site);

    /// @param nanos on the clock of [Image#startedNanos]
    void time(long nanos);
  }

  /// Visits the records of a part. The records of all streams come in the order of their stamps.
  ///
  /// @param stacks numbers the stacks of requests
  /// @return how many words are missing in the streams; at least as many as there are missing calls
  long visit(Part part, CallStacks stacks, Visitor visitor) throws IOException {
    var channels = new ArrayList<FileChannel>();
    try {
      for (Path file : files) channels.add(FileChannel.open(file, StandardOpenOption.READ));
      long lost = 0;
      var heads = new PriorityQueue<RawStream>(Comparator.comparingLong(RawStream::stamp));
      Map<Integer, List<RawWindow>> streams = streams(channels);
      streams.remove(RawWindow.CODE_STREAM);
      for (List<RawWindow> windows : streams.values()) {
        lost += missing(windows);
        boolean forked = windows.getFirst().stream() == part.stream();
        long stamp = forked ? Long.MAX_VALUE : part.stamp();
        heads.add(new RawStream(windows, stacks, stamp, forked ? part.words() : Long.MAX_VALUE));
      }
      merge(heads, visitor);
      return lost;
    } finally {
      for (FileChannel channel : channels) channel.close();
    }
  }

  /// The text about the process's code, as `record-code.h` describes it.
  String code() throws IOException {
    var text = new StringBuilder();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        for (RawWindow window :
            streams(List.of(channel)).getOrDefault(RawWindow.CODE_STREAM, List.of())) {
          var bytes = ByteBuffer.allocate(window.words() * Long.BYTES);
          fill(channel, bytes, window.wordsAt());
          text.append(StandardCharsets.UTF_8.decode(bytes));
        }
      }
    }
    return text.toString();
  }

  /// The size of the files, which shows roughly how many records there are.
  long bytes() {
    return files.stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /// The windows of each stream, in order.
  private static Map<Integer, List<RawWindow>> streams(List<FileChannel> channels)
      throws IOException {
    var streams = new TreeMap<Integer, TreeMap<Long, RawWindow>>();
    var head = ByteBuffer.allocate(RawWindow.HEAD_BYTES).order(ByteOrder.nativeOrder());
    for (FileChannel channel : channels) {
      long end = channel.size();
      for (long at = 0; at + RawWindow.HEAD_BYTES < end; ) {
        fill(channel, head, at);
        RawWindow window = RawWindow.parse(head, channel, at, end);
        streams.computeIfAbsent(window.stream(), _ -> new TreeMap<>()).put(window.before(), window);
        at = window.end();
      }
    }
    var ordered = new TreeMap<Integer, List<RawWindow>>();
    streams.forEach((stream, windows) -> ordered.put(stream, List.copyOf(windows.values())));
    return ordered;
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
}
