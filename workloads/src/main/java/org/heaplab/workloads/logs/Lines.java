package org.heaplab.workloads.logs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.heaplab.workloads.TraceException;

/// The lines of a text, one at a time, taken apart from left to right. Lines end in LF or CR LF,
/// the last one may end with the file. Takes the same memory whatever the text.
final class Lines {
  /// No line of any format is nearly as long; what is longer is not text.
  static final int MAX_LINE = 1 << 14;

  private static final int SHOWN = 60;

  private final InputStream in;
  private final String place;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int nextLine;
  private long number;

  private int start;
  private int at;
  private int end;

  /// @param place what errors call the text
  Lines(InputStream in, String place) {
    this.in = in;
    this.place = place;
  }

  /// Goes to the next line; false at the end of the text.
  boolean next() {
    int newline = find(nextLine);
    if (newline == filled && !isTooLong()) {
      refill();
      newline = find(nextLine);
    }
    if (nextLine == filled) return false;
    number++;
    start = nextLine;
    at = start;
    end = newline;
    nextLine = Math.min(newline + 1, filled);
    if (end - start > MAX_LINE) throw error("a line must have at most " + MAX_LINE + " bytes");
    if (end > start && buffer[end - 1] == '\r') end--;
    return true;
  }

  /// Steps over a literal, if it is next in the line.
  boolean skip(String literal) {
    if (end - at < literal.length()) return false;
    for (int i = 0; i < literal.length(); i++)
      if (buffer[at + i] != literal.charAt(i)) return false;
    at += literal.length();
    return true;
  }

  /// Steps over a literal that must be next in the line.
  void expect(String literal) {
    if (!skip(literal)) throw error("'" + literal + "' must come at column " + (at - start + 1));
  }

  /// Steps over blanks, if there are any.
  void skipBlanks() {
    while (at < end && (buffer[at] == ' ' || buffer[at] == '\t')) at++;
  }

  /// Steps to just behind the last place where a literal is in the rest of the line, if it is
  /// there.
  boolean skipToLast(String literal) {
    int from = at;
    for (at = end - literal.length(); at >= from; at--) if (skip(literal)) return true;
    at = from;
    return false;
  }

  boolean contains(String literal) {
    int from = at;
    boolean found = skipToLast(literal);
    at = from;
    return found;
  }

  /// The next byte in the line, or 0 at its end.
  int peek() {
    return at < end ? buffer[at] : 0;
  }

  boolean isBlank() {
    skipBlanks();
    return at == end;
  }

  /// Nothing but blanks may follow in the line.
  void expectEnd() {
    if (!isBlank()) throw error("the line must end at column " + (at - start + 1));
  }

  /// A number in decimal digits.
  long decimal() {
    return digits(10, "a number must come");
  }

  /// A number in hexadecimal digits.
  long hexadecimal() {
    return digits(16, "a hexadecimal number must come");
  }

  /// An address as printf writes it with `%p`: `0x1c3b460`, or `(nil)`, which is 0.
  long address() {
    if (skip("(nil)")) return 0;
    if (!skip("0x")) throw error("an address must come at column " + (at - start + 1));
    return hexadecimal();
  }

  /// An error with the text of the line that is read now. Whoever runs the reader adds the
  /// [#place].
  TraceException error(String rule) {
    int shown = Math.min(end - start, SHOWN);
    var text = new StringBuilder(new String(buffer, start, shown, StandardCharsets.ISO_8859_1));
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) text.setCharAt(i, '·');
    }
    if (shown < end - start) text.append('…');
    return new TraceException(rule + ": '" + text + "'");
  }

  /// File and number of the line that is read now.
  String place() {
    return place + ", line " + number;
  }

  private long digits(int radix, String rule) {
    int first = at;
    long value = 0;
    for (int digit; at < end && (digit = Character.digit(buffer[at], radix)) >= 0; at++) {
      boolean fits = radix == 16 ? value >>> 60 == 0 : value <= (Long.MAX_VALUE - digit) / 10;
      if (!fits) throw error("a number must fit 64 bits");
      value = value * radix + digit;
    }
    if (at == first) throw error(rule + " at column " + (first - start + 1));
    return value;
  }

  private int find(int from) {
    int i = from;
    while (i < filled && buffer[i] != '\n') i++;
    return i;
  }

  private boolean isTooLong() {
    return filled - nextLine > MAX_LINE;
  }

  private void refill() {
    System.arraycopy(buffer, nextLine, buffer, 0, filled - nextLine);
    filled -= nextLine;
    nextLine = 0;
    try {
      int read = 0;
      while (filled < buffer.length
          && (read = in.read(buffer, filled, buffer.length - filled)) >= 0) filled += read;
    } catch (IOException | RuntimeException e) {
      // Decompressors throw unchecked exceptions too when their input is broken.
      number++;
      String how = e instanceof EOFException ? "it is cut off" : e.getMessage();
      throw new TraceException("the compressed file must be whole: " + how, e);
    }
  }
}
