package org.heaplab.allocators.verify;

import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;

/// The memory that is known to belong to blocks: a bit for each granule of eight bytes, in pieces
/// of a mebibyte that are made when a block first lies there. Blocks begin at a multiple of a
/// granule, so that no two of them share one.
///
/// Time of a call is proportional to the block's bytes, at 512 bytes a step; the memory is a 64th
/// of the addresses that blocks ever had.
final class KnownBytes {
  private static final int LOG_GRANULE = 3;
  private static final int LOG_WORD = 6;
  private static final int WORD_GRANULES = 1 << LOG_WORD;
  private static final int LOG_PIECE_WORDS = 20 - LOG_GRANULE - LOG_WORD;
  private static final int PIECE_WORDS = 1 << LOG_PIECE_WORDS;

  private final Long2ObjectOpenHashMap<long[]> pieces = new Long2ObjectOpenHashMap<>();

  /// @param start a multiple of eight
  /// @throws BrokenHeapException when any of the bytes belongs to another block
  void add(long start, long bytes) {
    long end = endOf(start, bytes);
    for (long at = start >>> LOG_GRANULE; at < end; at = nextWord(at)) {
      long[] piece = piece(at);
      long bits = bits(at, end);
      long taken = piece[word(at)] & bits;
      if (taken != 0) {
        long first = (at & -WORD_GRANULES) + Long.numberOfTrailingZeros(taken);
        throw new BrokenHeapException(
            "blocks must not overlap: %d bytes at 0x%x, another has the byte at 0x%x"
                .formatted(bytes, start, first << LOG_GRANULE));
      }
      piece[word(at)] |= bits;
    }
  }

  /// Forgets a block that was added with so many bytes.
  void remove(long start, long bytes) {
    long end = endOf(start, bytes);
    for (long at = start >>> LOG_GRANULE; at < end; at = nextWord(at)) {
      piece(at)[word(at)] &= ~bits(at, end);
    }
  }

  private long[] piece(long granule) {
    return pieces.computeIfAbsent(
        granule >>> (LOG_PIECE_WORDS + LOG_WORD), number -> new long[PIECE_WORDS]);
  }

  private static int word(long granule) {
    return (int) (granule >>> LOG_WORD) & (PIECE_WORDS - 1);
  }

  private static long nextWord(long granule) {
    return (granule | (WORD_GRANULES - 1)) + 1;
  }

  /// Of the word with a granule the bits from that granule on, as far as the block goes.
  private static long bits(long granule, long end) {
    long beyond = nextWord(granule) - end;
    long upTo = beyond <= 0 ? -1L : -1L >>> beyond;
    return upTo & (-1L << granule);
  }

  private static long endOf(long start, long bytes) {
    return (start + bytes + (1 << LOG_GRANULE) - 1) >>> LOG_GRANULE;
  }
}
