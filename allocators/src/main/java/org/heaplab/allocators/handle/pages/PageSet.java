package org.heaplab.allocators.handle.pages;

import org.heaplab.allocators.backing.Memory;

/// A set of small numbers from which the lowest is taken first: a bitmap.
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. a set's size is the number of its bits set;
/// 2. no number below the floor is in the set.
///
/// Taking costs one step for each 64 absent numbers below the lowest present one, which the floor
/// skips: nothing below it is in the set.
public final class PageSet {
  private static final int LOG_WORD_BITS = 6;

  private final PageSetBitmaps all;
  private final int which;
  private long floorWord;
  private int size;

  PageSet(PageSetBitmaps all, int which) {
    this.all = all;
    this.which = which;
  }

  public int size() {
    return size;
  }

  /// The word below which there is nothing.
  public long floorWord() {
    return floorWord;
  }

  /// Words that the set's bitmap may have by now.
  public long words() {
    return all.words();
  }

  /// A word of the bitmap, 0 where there is no memory for it.
  public long word(long word) {
    long at = all.address(which, word);
    return all.isCommitted(at) ? Memory.getLong(at) : 0;
  }

  /// @param number that is not in the set
  /// @return false when the heap's limit leaves no room for the bitmap, and then the set is
  ///   unchanged
  public boolean add(long number) {
    long word = number >>> LOG_WORD_BITS;
    long at = all.address(which, word);
    if (!all.addMember(at)) return false;
    Memory.putLong(at, Memory.getLong(at) | 1L << number);
    if (word < floorWord) floorWord = word;
    size++;
    return true;
  }

  public boolean contains(long number) {
    long at = all.address(which, number >>> LOG_WORD_BITS);
    return all.isCommitted(at) && (Memory.getLong(at) & 1L << number) != 0;
  }

  /// @param number that is in the set
  public void remove(long number) {
    long at = all.address(which, number >>> LOG_WORD_BITS);
    Memory.putLong(at, Memory.getLong(at) & ~(1L << number));
    if (--size == 0) floorWord = 0;
    all.removeMember();
  }

  /// @return the lowest number in the set, or -1 when it is empty
  public long lowest() {
    if (size == 0) return -1;
    for (long word = floorWord; ; word++) {
      long at = all.address(which, word);
      if (!all.isCommitted(at)) {
        word = PageSetBitmaps.lastOfPage(word);
        continue;
      }
      long bits = Memory.getLong(at);
      if (bits == 0) continue;
      floorWord = word;
      return (word << LOG_WORD_BITS) + Long.numberOfTrailingZeros(bits);
    }
  }

  public void clear() {
    while (size > 0) remove(lowest());
  }
}
