package org.heaplab.measure.locality;

import java.util.Arrays;

/// A set-associative cache that replaces what was used least recently in a set. It knows lines and
/// no contents. A cache of addresses of pages, a TLB, is one whose lines are pages.
///
/// ```text
///   address   ├──────── line ────────┬─ offset ─┤
///   set       line modulo sets
///   ways      the lines of a set, the one used last first
/// ```
final class CacheModel {
  private static final long EMPTY = Long.MIN_VALUE;

  private final int logLineBytes;
  private final int setMask;
  private final int ways;
  private final long[] lines;
  private long misses;

  /// @param logLineBytes log₂ of the bytes of a line
  /// @param sets a power of two
  CacheModel(int logLineBytes, int sets, int ways) {
    if (Integer.bitCount(sets) != 1) {
      throw new IllegalArgumentException("sets must be a power of two: " + sets);
    }
    this.logLineBytes = logLineBytes;
    this.setMask = sets - 1;
    this.ways = ways;
    lines = new long[sets * ways];
    Arrays.fill(lines, EMPTY);
  }

  /// The line that an address is in.
  long line(long address) {
    return address >> logLineBytes;
  }

  long misses() {
    return misses;
  }

  /// Uses a line.
  ///
  /// @return whether it was there
  boolean use(long line) {
    int first = ((int) line & setMask) * ways;
    int at = first;
    int last = first + ways - 1;
    while (at < last && lines[at] != line) at++;
    boolean hit = lines[at] == line;
    if (!hit) misses++;
    System.arraycopy(lines, first, lines, first + 1, at - first);
    lines[first] = line;
    return hit;
  }
}
