package org.heaplab.workloads.logs.format;

import java.util.Arrays;
import org.heaplab.workloads.logs.text.Lines;

/// The usual line of ltrace, read without regular expressions, which take eight times as long: a
/// whole call of one of the four functions of C.
///
/// ```text
/// 8061 09:41:17.25 [0x40118d] libc.so.6->realloc(0x5fa38f22a2a0, 8192)     = 0x5fa38f22b2b0 <0.000124>
/// ```
final class UsualLtraceCall {
  private static final int MOST_ARGUMENTS = 3;
  private static final int MOST_DIGITS = 18;
  private static final int MOST_HEXADECIMAL_DIGITS = 16;
  private static final String HEXADECIMAL = "0123456789abcdef";
  private static final String TIME = "0123456789.:";
  private static final String LIBRARY =
      "abcdefghijklmnopqrstuvwxyz.0123456789_+ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final long[] arguments = new long[MOST_ARGUMENTS];
  private String name = "";
  private int count;
  private long number;
  private long thread;
  private long result;

  /// Reads a line.
  ///
  /// @return false when it is none of these; the place in the line is then anywhere
  boolean read(Lines line) {
    if (!skipBeginning(line)) return false;
    if (!readName(line) && (!skipLibrary(line) || !readName(line))) return false;
    count = 0;
    do {
      if (count == MOST_ARGUMENTS || !readNumber(line)) return false;
      arguments[count++] = number;
    } while (line.skip(", "));
    if (!line.skip(")")) return false;
    line.skipBlanks();
    return line.skip("= ") && readResult(line) && skipDuration(line) && line.isBlank();
  }

  /// Reads the process number, and skips the time and the caller.
  private boolean skipBeginning(Lines line) {
    thread = 0;
    if (line.skip("[pid ")) {
      if (!readDigits(line, false) || !line.skip("]")) return false;
      thread = number;
      line.skipBlanks();
    } else if (isDigit(line.peek())) {
      if (!readDigits(line, false)) return false;
      if (line.skipBlanks()) thread = number;
      else if (!skipTime(line)) return false;
    }
    if (isDigit(line.peek()) && !skipTime(line)) return false;
    if (!line.skip("[0x")) return true;
    if (!line.skipAny(HEXADECIMAL) || !line.skip("]")) return false;
    line.skipBlanks();
    return true;
  }

  private static boolean skipTime(Lines line) {
    return line.skipAny(TIME) && line.skipBlanks();
  }

  private static boolean skipDuration(Lines line) {
    return !line.skip(" <") || (line.skipAny(TIME) && line.skip(">"));
  }

  private static boolean skipLibrary(Lines line) {
    for (boolean named = false; ; named = true) {
      named |= line.skipAny(LIBRARY);
      if (line.skip("->")) return named;
      if (!line.skip("-")) return false;
    }
  }

  private boolean readName(Lines line) {
    if (line.skip("malloc(")) name = "malloc";
    else if (line.skip("free(")) name = "free";
    else if (line.skip("realloc(")) name = "realloc";
    else if (line.skip("calloc(")) name = "calloc";
    else return false;
    return true;
  }

  private boolean readResult(Lines line) {
    if (isFree() && line.skip("<void>")) return true;
    if (!readNumber(line)) return false;
    result = number;
    return true;
  }

  private boolean readNumber(Lines line) {
    return readDigits(line, line.skip("0x"));
  }

  private boolean readDigits(Lines line, boolean hexadecimal) {
    int most = hexadecimal ? MOST_HEXADECIMAL_DIGITS : MOST_DIGITS;
    int digits = 0;
    number = 0;
    for (int next; ; digits++) {
      next = line.peek();
      int digit;
      if (isDigit(next)) digit = next - '0';
      else if (hexadecimal && next >= 'a' && next <= 'f') digit = next - 'a' + 10;
      else break;
      number = hexadecimal ? number << 4 | digit : number * 10 + digit;
      line.pass();
    }
    return digits > 0 && digits <= most;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  String name() {
    return name;
  }

  boolean isFree() {
    return name.equals("free");
  }

  /// As many as were given.
  long[] arguments() {
    return Arrays.copyOf(arguments, count);
  }

  /// The process number before the call; 0 when there is none.
  long thread() {
    return thread;
  }

  /// Not for a free.
  long result() {
    return result;
  }
}
