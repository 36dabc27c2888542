package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.heaplab.workloads.TraceException;

/// One run of one program in one process, as the channel describes it. When the process calls exec,
/// a new image begins. The layout is that of `struct image` in `channel.h`; the two must agree.
///
/// @param serial numbers all images of the recording in the order in which they began
/// @param process the serial of the first image of the same process
/// @param parent the serial of the image that started the process; 0 for the program that the user
///   asked for
/// @param forked whether the process began as a copy of its parent
/// @param inherited if it did: those of its parent's records that belong to its history too
/// @param pid the process id, where it is known
/// @param recorded whether the recorder was loaded
/// @param departure whether another program replaced this one
/// @param wrapper whether the program only starts another program
/// @param startedNanos when it began, on the clock of the time marks
/// @param started when it began, as calendar time
/// @param stopped the number of the error that ended its recording early, or 0
/// @param lost how many calls were not recorded because there was no room
/// @param next the program that replaced it, or that runs without the recorder
/// @param program the executable
/// @param command the arguments, with the program's name first
record Image(
    int serial,
    int process,
    int parent,
    boolean forked,
    RawRecords.Part inherited,
    long pid,
    boolean recorded,
    Departure departure,
    boolean wrapper,
    long startedNanos,
    Instant started,
    int stopped,
    long lost,
    String next,
    String program,
    List<String> command) {
  static final int BYTES = 1 << 12;

  private static final String MAGIC = "heaplab3";
  private static final int MOST_OF_A_NAME = 64;
  private static final int LIVE = 3;
  private static final int NEXT_AT = 112;
  private static final int PROGRAM_AT = 624;
  private static final int COMMAND_AT = 1136;

  /// Whether another program replaced this one in its process.
  enum Departure {
    STAYS,
    LEAVES,
    /// The new program cannot read the file of the library.
    LEAVES_UNREACHABLY
  }

  /// @throws TraceException when the file does not begin with an image
  static Image read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    var head = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    if (bytes.length < BYTES || !text(head, 0, MAGIC.length()).equals(MAGIC)) {
      throw new TraceException("a recorded program must begin with " + MAGIC).at(file + ", byte 0");
    }
    return new Image(
        head.getInt(16),
        head.getInt(20),
        head.getInt(24),
        head.getInt(28) != 0,
        new RawRecords.Part(head.getLong(32), head.getInt(48), head.getLong(40)),
        Integer.toUnsignedLong(head.getInt(12)),
        head.getInt(8) >= LIVE,
        Departure.values()[Math.clamp(head.getInt(76), 0, Departure.values().length - 1)],
        head.getInt(80) != 0,
        head.getLong(56),
        Instant.EPOCH.plus(Duration.ofNanos(head.getLong(64))).truncatedTo(ChronoUnit.SECONDS),
        head.getInt(72),
        head.getLong(88),
        text(head, NEXT_AT, PROGRAM_AT),
        text(head, PROGRAM_AT, COMMAND_AT),
        List.of(all(head, COMMAND_AT, BYTES).split("\0", -1)));
  }

  /// The program's name for messages and file names: without folders, on one short line.
  String name() {
    String called = recorded ? command.getFirst() : next;
    String name = called.substring(called.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "_");
    return name.isBlank() ? "program" : name.substring(0, Math.min(name.length(), MOST_OF_A_NAME));
  }

  /// The program that runs at the end without the recorder; empty when there is none.
  String unrecordedProgram() {
    return !recorded || departure != Departure.STAYS ? next : "";
  }

  private static String text(ByteBuffer head, int from, int to) {
    String padded = all(head, from, to);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }

  private static String all(ByteBuffer head, int from, int to) {
    int end = to;
    while (end > from && head.get(end - 1) == 0) end--;
    return StandardCharsets.UTF_8.decode(head.slice(from, end - from)).toString();
  }
}
