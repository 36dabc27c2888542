package org.heaplab.allocators.mechanism;

/// A short row of bits in which the first that is set is found quickly: which of some lists are not
/// empty, which sizes there are.
public final class Bitmap {
  private static final int LOG_WORD_BITS = 6;

  private final long[] words;

  /// @param bits how many, all clear; rounded up to whole words
  public Bitmap(int bits) {
    words = new long[((bits - 1) >>> LOG_WORD_BITS) + 1];
  }

  public void set(int bit) {
    words[bit >>> LOG_WORD_BITS] |= 1L << bit;
  }

  public void clear(int bit) {
    words[bit >>> LOG_WORD_BITS] &= ~(1L << bit);
  }

  /// The first bit from this one on that is set, or -1.
  public int firstFrom(int bit) {
    int word = bit >>> LOG_WORD_BITS;
    long rest = words[word] >>> bit;
    if (rest != 0) return bit + Long.numberOfTrailingZeros(rest);
    while (++word < words.length) {
      if (words[word] != 0) {
        return (word << LOG_WORD_BITS) + Long.numberOfTrailingZeros(words[word]);
      }
    }
    return -1;
  }

  /// The last bit that is set, or -1.
  public int last() {
    for (int word = words.length - 1; word >= 0; word--) {
      if (words[word] != 0) return (word << LOG_WORD_BITS) + Log2.floor(words[word]);
    }
    return -1;
  }
}
