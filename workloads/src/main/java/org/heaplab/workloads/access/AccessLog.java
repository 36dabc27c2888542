package org.heaplab.workloads.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what Valgrind's tool Lackey writes about one program, and what the preloaded library
/// announces in between:
///
/// ```text
/// I  04001090,3               an instruction
///  L 1ffefff8f8,8             a load: address in hexadecimal, bytes
///  S 04222e70,4               a store
///  M 04222e78,8               a modify
/// **71** hl:m 0 4a3b040 18 0  an announcement; announcer.c has them all
/// ==71== Lackey, …            Valgrind's messages, of which the process id matters
/// ```
///
/// The memory does not depend on the log. Lackey does not say which thread an access is of, nor
/// which process: a forked child writes into the log of its parent, until it becomes another
/// program. An access is taken to be of the process that announced something last, and those of
/// children are left out. So accesses of a parent and a child that run at the same time may be
/// taken for each other's, and the log goes on when the parent has ended and the child has not.
final class AccessLog {
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile("\\*\\*([0-9]{1,9})\\*\\* hl:([a-z]) (.*)");

  private static final Pattern MESSAGE = Pattern.compile("==([0-9]{1,9})==.*");

  /// No address and no size of a program has more digits.
  private static final Pattern NUMBERS = Pattern.compile("[0-9a-f]{1,15}( [0-9a-f]{1,15})*");

  /// The value of each hexadecimal digit, -1 for all other bytes.
  private static final byte[] DIGITS = new byte[1 << Byte.SIZE];

  static {
    for (int i = 0; i < DIGITS.length; i++) DIGITS[i] = (byte) Character.digit(i, 16);
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final OpsMapper mapper;
  private final List<String> command = new CopyOnWriteArrayList<>();
  private volatile String program = "";
  private final Set<Long> copies = ConcurrentHashMap.newKeySet();
  private volatile long process;
  private final AtomicLong bytes = new AtomicLong();
  private boolean isOfChild;
  private long accesses;
  private long calls;

  AccessLog(OpsMapper mapper) {
    this.mapper = mapper;
  }

  /// The process id; 0 before anything was read.
  long process() {
    return process;
  }

  /// The program's file.
  String program() {
    return program;
  }

  /// Its arguments, the name first.
  List<String> command() {
    return List.copyOf(command);
  }

  /// How many bytes were read so far.
  long bytes() {
    return bytes.get();
  }

  /// The processes whose accesses were left out: forked ones that announced something.
  Set<Long> copies() {
    return Set.copyOf(copies);
  }

  /// Lines of loads, stores and modifies.
  long accesses() {
    return accesses;
  }

  /// Announced calls of the allocator.
  long calls() {
    return calls;
  }

  /// Reads to the end. A line that the end cuts off is left out.
  void read(InputStream in) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    int filled = 0;
    boolean tooLong = false;
    for (int got; (got = in.read(buffer, filled, buffer.length - filled)) > 0; ) {
      bytes.addAndGet(got);
      int end = filled + got;
      int start = 0;
      for (int newline = filled; newline < end; newline++) {
        if (buffer[newline] != '\n') continue;
        if (!tooLong) line(buffer, start, newline);
        tooLong = false;
        start = newline + 1;
      }
      filled = end - start;
      System.arraycopy(buffer, start, buffer, 0, filled);
      if (filled == buffer.length) {
        tooLong = true;
        filled = 0;
      }
    }
  }

  private void line(byte[] line, int start, int end) {
    if (end - start < 4) return;
    switch (line[start]) {
      case ' ' -> access(line, start, end);
      case '*' -> announcement(text(line, start, end));
      case '=' -> message(text(line, start, end));
      default -> {}
    }
  }

  private void access(byte[] line, int start, int end) {
    if (isOfChild) return;
    byte kind = line[start + 1];
    if (kind != 'L' && kind != 'S' && kind != 'M') return;
    long address = 0;
    int at = start + 3;
    for (; at < end && line[at] != ','; at++) {
      int digit = DIGITS[Byte.toUnsignedInt(line[at])];
      if (digit < 0) return;
      address = address << 4 | digit;
    }
    int bytes = 0;
    for (at++; at < end; at++) {
      int digit = line[at] - '0';
      if (digit < 0 || digit > 9 || bytes > 1 << 20) return;
      bytes = bytes * 10 + digit;
    }
    if (bytes == 0) return;
    accesses++;
    mapper.access(address, bytes, kind != 'L');
  }

  private static String text(byte[] line, int start, int end) {
    return new String(line, start, end - start, StandardCharsets.UTF_8);
  }

  private void message(String line) {
    Matcher parts = MESSAGE.matcher(line);
    if (process == 0 && parts.matches()) process = Long.parseLong(parts.group(1));
  }

  /// The program may write lines of its own into the log. So what is not as the library writes it
  /// is left out.
  private void announcement(String line) {
    Matcher parts = ANNOUNCEMENT.matcher(line);
    if (!parts.matches()) return;
    String rest = parts.group(3);
    long teller = Long.parseLong(parts.group(1));
    if (process == 0) process = teller;
    isOfChild = teller != process;
    if (isOfChild) {
      copies.add(teller);
      return;
    }
    switch (parts.group(2).charAt(0)) {
      case 'p' -> program = rest;
      case 'a' -> command.add(rest);
      default -> call(parts.group(2).charAt(0), numbers(rest));
    }
  }

  private static long[] numbers(String text) {
    if (!NUMBERS.matcher(text).matches()) return new long[0];
    String[] words = text.split(" ", -1);
    var numbers = new long[words.length];
    for (int i = 0; i < words.length; i++) numbers[i] = Long.parseLong(words[i], 16);
    return numbers;
  }

  private void call(char kind, long[] values) {
    int wanted =
        switch (kind) {
          case 'm' -> 4;
          case 'e' -> 3;
          case 'f', 'r' -> 2;
          case 'x', 'd' -> 1;
          default -> -1;
        };
    if (values.length != wanted) return;
    calls++;
    int thread = (int) values[0];
    switch (kind) {
      case 'm' -> mapper.malloc(thread, values[1], values[2], (int) values[3]);
      case 'f' -> mapper.free(thread, values[1]);
      case 'r' -> mapper.beginRealloc(thread, values[1]);
      case 'e' -> mapper.endRealloc(thread, values[1], values[2]);
      case 'x' -> mapper.failRealloc(thread);
      default -> mapper.freeByRealloc(thread);
    }
  }
}
