package org.heaplab.workloads.logs.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.heaplab.workloads.TraceException;

/// The lines of a text, one at a time, parsed from left to right. Lines end in LF, CR LF or CR.
/// Text after the last line end is a line that [#isUnfinished], since more of it may be missing.
/// The memory does not depend on the text: a line that is too long counts as torn.
public final class Lines {
  /// Much longer than any line of any format; a longer line is not text.
  public static final int MAX_LINE = 1 << 14;

  /// No block is larger: this is what programs can address on processors with 57 address bits.
  private static final long MAX_SIZE = 1L << 56;

  /// The byte order mark of UTF-8. It may come before any line, since files may have been joined.
  public static final String MARK = "\u00ef\u00bb\u00bf";

  private static final int SHOWN = 60;

  private final InputStream in;
  private final String place;
  private final TornLines torn = new TornLines();
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int nextLine;
  private long number;
  private boolean afterReturn;
  private boolean ended;
  private boolean cutOff;

  private int start;
  private int at;
  private int end;
  private boolean unfinished;

  /// @param place the name of the text in errors
  public Lines(InputStream in, String place) {
    this.in = in;
    this.place = place;
  }

  /// Goes to the next line; false at the end of the text.
  public boolean next() {
    while (find()) {
      if (end - start <= MAX_LINE) {
        skip(MARK);
        start = at;
        return true;
      }
      TornLine why = error("a line must have at most " + MAX_LINE + " bytes");
      passLine();
      cutOff |= unfinished;
      if (!unfinished) tear(why);
    }
    return false;
  }

  /// Whether the current line has no line end, so that more of it may be missing.
  public boolean isUnfinished() {
    return unfinished;
  }

  /// Whether the text was cut: its packed file is cut, or its last line is too long.
  public boolean isCutOff() {
    return cutOff;
  }

  /// The lines that were left out so far.
  public TornLines torn() {
    return torn;
  }

  /// Leaves out the current line or an earlier one.
  public void tear(TornLine why) {
    torn.add(number, why.getMessage());
  }

  /// The file, the number and the error of the first line that was left out.
  public String firstTorn() {
    return place + ", " + torn.first();
  }

  /// Goes back to the beginning of the line.
  public void restart() {
    at = start;
  }

  /// Skips a literal if it comes next in the line.
  public boolean skip(String literal) {
    if (end - at < literal.length()) return false;
    for (int i = 0; i < literal.length(); i++)
      if ((buffer[at + i] & 0xFF) != literal.charAt(i)) return false;
    at += literal.length();
    return true;
  }

  /// Skips a literal that must come next in the line.
  public void expect(String literal) {
    if (!skip(literal)) throw error("'" + literal + "' must come at column " + column());
  }

  /// Skips any number of these characters; returns whether there were any.
  public boolean skipAny(String characters) {
    int from = at;
    while (at < end && characters.indexOf(buffer[at]) >= 0) at++;
    return at > from;
  }

  /// Skips white space; returns whether there was any.
  public boolean skipBlanks() {
    int from = at;
    while (at < end && isBlank(buffer[at])) at++;
    return at > from;
  }

  /// Skips white space; at least one character of it must come next.
  public void expectBlanks() {
    if (!skipBlanks()) throw error("a blank must come at column " + column());
  }

  /// Skips everything up to the end of the next occurrence of a literal, if the line has one.
  public boolean skipTo(String literal) {
    int from = at;
    for (; at <= end - literal.length(); at++) if (skip(literal)) return true;
    at = from;
    return false;
  }

  /// The text before the next occurrence of a literal; the rest of the line if there is none.
  public String upTo(String literal) {
    int from = at;
    int to = skipTo(literal) ? at - literal.length() : end;
    at = from;
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// Whether the rest of the line contains a literal.
  public boolean contains(String literal) {
    int from = at;
    boolean found = skipTo(literal);
    at = from;
    return found;
  }

  /// Skips a word of letters, digits and `_`, which may be empty.
  public String word() {
    int from = at;
    while (at < end && (Character.isLetterOrDigit(buffer[at]) || buffer[at] == '_')) at++;
    return new String(buffer, from, at - from, StandardCharsets.ISO_8859_1);
  }

  /// The rest of the line.
  public String rest() {
    return new String(buffer, at, end - at, StandardCharsets.ISO_8859_1);
  }

  /// The next byte in the line, or 0 at the end of the line.
  public int peek() {
    return at < end ? buffer[at] : 0;
  }

  /// Goes behind the next byte, which [#peek] has shown.
  public void pass() {
    at++;
  }

  /// Whether the line ends in white space.
  public boolean endsBlank() {
    return end > start && isBlank(buffer[end - 1]);
  }

  /// Skips white space; returns whether the line ends there.
  public boolean isBlank() {
    skipBlanks();
    return at == end;
  }

  public boolean isAtEnd() {
    return at == end;
  }

  /// Requires that the rest of the line is white space.
  public void expectEnd() {
    if (!isBlank()) throw error("the line must end at column " + column());
  }

  /// A decimal number of 64 bits without a sign.
  public long decimal() {
    return digits(10, "a number must come");
  }

  /// A decimal number if it comes next, or else another value.
  public long decimalOr(long other) {
    int next = peek();
    return next >= '0' && next <= '9' ? decimal() : other;
  }

  /// A hexadecimal number.
  public long hexadecimal() {
    return digits(16, "a hexadecimal number must come");
  }

  /// An address as printf writes it for `%p`: `0x1c3b460`, or `(nil)`, which is 0.
  public long address() {
    if (skip("(nil)")) return 0;
    if (!skip("0x") && !skip("0X")) throw error("an address must come at column " + column());
    return hexadecimal();
  }

  /// Refuses a result that no allocator can have returned.
  ///
  /// @param size bytes requested, without a sign
  /// @param result the block's address; NULL when the request failed
  public void requireSize(long size, long result) {
    if (result != 0 && (size < 0 || size > MAX_SIZE)) {
      throw error("a block must have at most 2^56 bytes, not " + Long.toUnsignedString(size));
    }
  }

  /// An error that quotes the current line.
  public TornLine error(String rule) {
    int shown = Math.min(end - start, SHOWN);
    var text = new StringBuilder(new String(buffer, start, shown, StandardCharsets.ISO_8859_1));
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) text.setCharAt(i, '·');
    }
    if (shown < end - start) text.append('…');
    return new TornLine(rule + ": '" + text + "'");
  }

  /// The file and the number of the current line.
  public String place() {
    return place + ", line " + number;
  }

  private int column() {
    return at - start + 1;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private long digits(int radix, String rule) {
    int first = at;
    long value = 0;
    long most = Long.divideUnsigned(-1, radix);
    for (int digit; at < end && (digit = Character.digit(buffer[at], radix)) >= 0; at++) {
      long tens = value * radix;
      if (Long.compareUnsigned(value, most) > 0 || Long.compareUnsigned(tens + digit, tens) < 0) {
        throw error("a number must fit 64 bits");
      }
      value = tens + digit;
    }
    if (at == first) throw error(rule + " at column " + (first - start + 1));
    return value;
  }

  /// Finds the start and the end of the next line. A line that is too long ends at the end of the
  /// buffer.
  private boolean find() {
    if (nextLine == filled) refill();
    if (afterReturn && nextLine < filled && buffer[nextLine] == '\n' && ++nextLine == filled) {
      refill();
    }
    afterReturn = false;
    if (nextLine == filled) return false;
    int newline = scan(nextLine);
    if (newline == filled && filled - nextLine <= MAX_LINE) {
      refill();
      newline = scan(nextLine);
    }
    number++;
    start = nextLine;
    at = start;
    end = newline;
    unfinished = newline == filled;
    step(newline);
    return true;
  }

  /// Skips the rest of a line that is longer than the buffer.
  private void passLine() {
    while (unfinished && refill()) {
      int newline = scan(nextLine);
      unfinished = newline == filled;
      step(newline);
    }
  }

  private void step(int newline) {
    afterReturn = newline < filled && buffer[newline] == '\r';
    nextLine = Math.min(newline + 1, filled);
  }

  private int scan(int from) {
    int i = from;
    while (i < filled && buffer[i] != '\n' && buffer[i] != '\r') i++;
    return i;
  }

  /// Reads more bytes; returns whether the buffer has any.
  private boolean refill() {
    System.arraycopy(buffer, nextLine, buffer, 0, filled - nextLine);
    filled -= nextLine;
    nextLine = 0;
    try {
      int read = 0;
      while (!ended
          && filled < buffer.length
          && (read = in.read(buffer, filled, buffer.length - filled)) >= 0) filled += read;
      ended |= read < 0;
    } catch (EOFException e) {
      ended = true;
      cutOff = true;
    } catch (IOException | RuntimeException e) {
      // Decompressors also throw unchecked exceptions when their input is broken.
      number++;
      throw new TraceException("the compressed file must be whole: " + e.getMessage(), e);
    }
    return filled > 0;
  }
}
