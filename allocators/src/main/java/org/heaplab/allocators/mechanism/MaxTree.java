package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// A row of numbers, none negative, in which the first that is at least some value is found
/// quickly: an implicit tree of maxima (a *tournament tree*, Knuth, TAOCP 3, 1973, §5.4.1), every
/// entry above the row being the largest of a fixed number of entries below it.
///
/// ```text
///    level 2   │ 9                             │
///              ├───────────────┬───────────────┤
///    level 1   │ 7             │ 9             │
///              ├───┬───┬───┬───┼───┬───┬───┬───┤
///    level 0   │ 7 │ 0 │ 2 │ 7 │ 0 │ 9 │ 0 │ 3 │   the row itself
///              └───┴───┴───┴───┴───┴───┴───┴───┘
/// ```
///
/// Invariant: an entry above level 0 is the maximum of the entries below it.
///
/// The levels lie one behind the other in a range of a [Backing], each committed as far as the row
/// is in use; a level exists once the one below it is longer than an entry covers. Finding and
/// setting cost, for each level, a pass over the entries that one covers, in consecutive memory.
public final class MaxTree {
  private static final int LOG_RADIX = 5;
  private static final int RADIX = 1 << LOG_RADIX;
  private static final int MAX_LEVELS = Integer.SIZE / LOG_RADIX + 1;
  private static final int LOG_ENTRY_BYTES = 2;

  /// Of two entries in a word.
  private static final long TOP_BITS = 1L << 63 | 1L << 31;

  private final Backing backing;
  private final long[] base = new long[MAX_LEVELS + 1];
  private int length;
  private int levels;

  /// @param base address of the first byte that may be used, at the start of a page
  /// @param capacity the most numbers there can be
  public MaxTree(Backing backing, long base, int capacity) {
    this.backing = backing;
    for (int level = 0; level <= MAX_LEVELS; level++) {
      this.base[level] = base + offset(level, capacity);
    }
  }

  /// Bytes of addresses for a row of this length.
  public static long bytesFor(int capacity) {
    return offset(MAX_LEVELS, capacity);
  }

  /// Where a level begins: behind those below it, each in pages of its own.
  private static long offset(int level, int capacity) {
    long offset = 0;
    for (int below = 0; below < level; below++) {
      long bytes = entries(below, capacity) << LOG_ENTRY_BYTES;
      offset += Backing.wholePages(bytes);
    }
    return offset;
  }

  public int length() {
    return length;
  }

  /// Makes the row longer by zeros, or shorter by numbers that are all zero.
  ///
  /// @return false when there is no memory for it, and then nothing has changed
  public boolean resize(int newLength) {
    int newLevels = Math.max(levels, 1);
    while (entries(newLevels - 1, newLength) > RADIX) newLevels++;
    for (int level = 0; level < newLevels; level++) {
      if (!commit(level, newLength)) {
        release(length, levels);
        return false;
      }
    }
    int oldLength = length;
    length = newLength;
    for (; levels < newLevels; levels++) fill(levels);
    if (newLength < oldLength) release(newLength, levels);
    return true;
  }

  private boolean commit(int level, int newLength) {
    long from = level < levels ? entries(level, length) : 0;
    long further = Math.max(entries(level, newLength) - from, 0);
    return backing.commit(base[level] + (from << LOG_ENTRY_BYTES), further << LOG_ENTRY_BYTES);
  }

  /// Computes a level that is new from the one below it.
  private void fill(int level) {
    if (level == 0) return;
    for (int index = 0; index < entries(level, length); index++) {
      put(level, index, largestBelow(level, index));
    }
  }

  private void release(int usedLength, int usedLevels) {
    for (int level = 0; level < MAX_LEVELS; level++) {
      long used = level < usedLevels ? entries(level, usedLength) << LOG_ENTRY_BYTES : 0;
      backing.release(base[level] + used, base[level + 1] - base[level] - used);
    }
  }

  public int get(int index) {
    return get(0, index);
  }

  public void set(int index, int value) {
    int old = get(0, index);
    put(0, index, value);
    for (int level = 1; level < levels && value != old; level++) {
      index >>>= LOG_RADIX;
      int largest = get(level, index);
      if (value <= largest) {
        if (old < largest) return;
        value = largestBelow(level, index);
      }
      old = largest;
      put(level, index, value);
    }
  }

  /// The index of the first number that is at least this value, which is positive; or -1.
  public int firstAtLeast(int value) {
    if (levels == 0) return -1;
    int top = levels - 1;
    int index = scan(top, 0, (int) entries(top, length), value);
    return index < 0 ? -1 : descend(top, index, value);
  }

  /// The same, of the numbers from an index on. Goes up while what is left of the entries that one
  /// covers has none.
  public int firstAtLeast(int value, int from) {
    int index = from;
    for (int level = 0; level < levels; level++) {
      int end = (int) Math.min(entries(level, length), (index | RADIX - 1) + 1L);
      int found = scan(level, index, end, value);
      if (found >= 0) return descend(level, found, value);
      index = (index >>> LOG_RADIX) + 1;
    }
    return -1;
  }

  private int descend(int from, int index, int value) {
    int found = index;
    for (int level = from - 1; level >= 0; level--) {
      found = scan(level, found << LOG_RADIX, (found + 1) << LOG_RADIX, value);
    }
    return found;
  }

  /// Looks at two entries at once. A number of 31 bits with the bit above them set, less a value,
  /// keeps that bit exactly when it is at least the value.
  private int scan(int level, int from, int end, int value) {
    long at = base[level];
    long values = (long) value << Integer.SIZE | value;
    int index = from;
    if ((index & 1) != 0 && index < end) {
      if (get(level, index) >= value) return index;
      index++;
    }
    for (; index + 1 < end; index += 2) {
      long pair = Memory.getLong(at + ((long) index << LOG_ENTRY_BYTES));
      long kept = ((pair | TOP_BITS) - values) & TOP_BITS;
      if (kept != 0) return (int) kept != 0 ? index : index + 1;
    }
    return index < end && get(level, index) >= value ? index : -1;
  }

  private int largestBelow(int level, int index) {
    int end = (int) Math.min(entries(level - 1, length), (index + 1L) << LOG_RADIX);
    int below = index << LOG_RADIX;
    long at = base[level - 1];
    int even = 0;
    int odd = 0;
    for (; below + 1 < end; below += 2) {
      long pair = Memory.getLong(at + ((long) below << LOG_ENTRY_BYTES));
      even = Math.max(even, (int) pair);
      odd = Math.max(odd, (int) (pair >>> Integer.SIZE));
    }
    int last = below < end ? get(level - 1, below) : 0;
    return Math.max(last, Math.max(even, odd));
  }

  /// How many entries a level needs for a row of some length.
  private static long entries(int level, int length) {
    int log = level * LOG_RADIX;
    return (length + (1L << log) - 1) >>> log;
  }

  private int get(int level, int index) {
    return Memory.getInt(base[level] + ((long) index << LOG_ENTRY_BYTES));
  }

  private void put(int level, int index, int value) {
    Memory.putInt(base[level] + ((long) index << LOG_ENTRY_BYTES), value);
  }

  /// Shows the tree as an area of its own.
  public void walk(String name, HeapVisitor visitor) {
    long bytes = base[MAX_LEVELS] - base[0];
    visitor.area(name, base[0], bytes);
    visitor.metadata(base[0], bytes, backing.committedBytes(base[0], bytes));
  }
}
