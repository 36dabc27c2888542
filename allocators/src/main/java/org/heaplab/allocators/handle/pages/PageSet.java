package org.heaplab.allocators.handle.pages;

import org.heaplab.allocators.backing.Memory;

/// A set of page numbers, from which the lowest is taken first: a bitmap.
///
/// Taking a number costs a step for each 64 numbers that are missing below the lowest one. The
/// floor saves most of these steps: nothing below it is in the set.
public final class PageSet {
  private static final int LOG_WORD_BITS = 6;

  private final PageSetBitmaps bitmaps;

  /// The number of this set.
  private final int set;

  private long floorWord;
  private int size;

  PageSet(PageSetBitmaps bitmaps, int set) {
    this.bitmaps = bitmaps;
    this.set = set;
  }

  public int size() {
    return size;
  }

  /// No word below this one has a member.
  public long floorWord() {
    return floorWord;
  }

  /// Words of the bitmap that may have been written since its memory was last given back.
  public long words() {
    return bitmaps.words();
  }

  /// A word of the bitmap, 0 where there is no memory for it.
  public long word(long word) {
    long at = bitmaps.address(set, word);
    return bitmaps.isCommitted(at) ? Memory.getLong(at) : 0;
  }

  /// @param number that is not in the set
  /// @return false when the heap's limit leaves no room for the bitmap, and then the set is
  ///   unchanged
  public boolean add(long number) {
    long word = number >>> LOG_WORD_BITS;
    long at = bitmaps.address(set, word);
    if (!bitmaps.addMember(at)) return false;
    Memory.putLong(at, Memory.getLong(at) | 1L << number);
    if (word < floorWord) floorWord = word;
    size++;
    return true;
  }

  public boolean contains(long number) {
    long at = bitmaps.address(set, number >>> LOG_WORD_BITS);
    return bitmaps.isCommitted(at) && (Memory.getLong(at) & 1L << number) != 0;
  }

  /// @param number that is in the set
  public void remove(long number) {
    long at = bitmaps.address(set, number >>> LOG_WORD_BITS);
    Memory.putLong(at, Memory.getLong(at) & ~(1L << number));
    if (--size == 0) floorWord = 0;
    bitmaps.removeMember();
  }

  /// @return the lowest number in the set, or -1 when it is empty
  public long lowest() {
    if (size == 0) return -1;
    for (long word = floorWord; ; word++) {
      long at = bitmaps.address(set, word);
      if (!bitmaps.isCommitted(at)) {
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
