package org.heaplab.allocators.handle;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// A set of small numbers from which the lowest is taken first: a bitmap whose pages are committed
/// as they are first written and given back when they hold nothing.
///
/// Taking costs one step for each 64 absent numbers below the lowest present one, which the floor
/// skips: nothing below it is in the set.
final class PageSet {
  private static final int LOG_WORD_BITS = 6;
  private static final long PAGE_WORDS = Backing.PAGE_BYTES >>> 3;

  private final Backing backing;
  private final long bitmap;
  private long floorWord;
  private long endWord;
  private int size;

  PageSet(Backing backing, long bitmap) {
    this.backing = backing;
    this.bitmap = bitmap;
  }

  /// Bytes of bitmap for numbers below a bound, in whole pages.
  static long bytesFor(long bound) {
    return Layout.roundUp((bound + 7) >>> 3, Backing.PAGE_BYTES);
  }

  int size() {
    return size;
  }

  /// @return false when the heap's limit leaves no room for the bitmap, and then the set is
  ///   unchanged
  boolean add(long number) {
    long word = number >>> LOG_WORD_BITS;
    if (!backing.commit(bitmap + (word << 3), 8)) return false;
    long at = bitmap + (word << 3);
    Memory.putLong(at, Memory.getLong(at) | 1L << number);
    if (word < floorWord) floorWord = word;
    if (word >= endWord) endWord = word + 1;
    size++;
    return true;
  }

  boolean contains(long number) {
    long at = bitmap + (number >>> LOG_WORD_BITS << 3);
    return backing.isCommittedAt(at) && (Memory.getLong(at) & 1L << number) != 0;
  }

  void remove(long number) {
    long at = bitmap + (number >>> LOG_WORD_BITS << 3);
    Memory.putLong(at, Memory.getLong(at) & ~(1L << number));
    if (--size == 0) clear();
  }

  /// @return the lowest number in the set, or -1 when it is empty
  long lowest() {
    if (size == 0) return -1;
    for (long word = floorWord; ; word++) {
      long at = bitmap + (word << 3);
      if (!backing.isCommittedAt(at)) {
        word |= PAGE_WORDS - 1;
        continue;
      }
      long bits = Memory.getLong(at);
      if (bits == 0) continue;
      floorWord = word;
      return (word << LOG_WORD_BITS) + Long.numberOfTrailingZeros(bits);
    }
  }

  void clear() {
    if (endWord == 0) return;
    backing.release(bitmap, Layout.roundUp(endWord << 3, Backing.PAGE_BYTES));
    floorWord = 0;
    endWord = 0;
    size = 0;
  }
}
