package org.heaplab.allocators.verify;

import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.BitSet;

/// The memory that is known to belong to blocks: a bit for each granule of eight bytes, in pieces
/// of a mebibyte that are made when a block first lies there. Blocks begin at a multiple of a
/// granule, so that no two of them share one.
///
/// Time of a call is proportional to the block's bytes, at 512 bytes a step; the memory is a 64th
/// of the addresses that blocks ever had.
final class KnownBytes {
  private static final int LOG_GRANULE = 3;
  private static final int LOG_PIECE = 20 - LOG_GRANULE;
  private static final int PIECE_GRANULES = 1 << LOG_PIECE;

  private final Long2ObjectOpenHashMap<BitSet> pieces = new Long2ObjectOpenHashMap<>();

  /// @param start a multiple of eight
  /// @throws BrokenHeapException when any of the bytes belongs to another block
  void add(long start, long bytes) {
    long end = endOf(start, bytes);
    for (long at = start >>> LOG_GRANULE; at < end; ) {
      BitSet piece = pieces.computeIfAbsent(at >>> LOG_PIECE, number -> newPiece());
      int from = (int) (at & (PIECE_GRANULES - 1));
      int to = (int) Math.min(PIECE_GRANULES, from + (end - at));
      int taken = piece.nextSetBit(from);
      if (taken < to) {
        throw new BrokenHeapException(
            "blocks must not overlap: %d bytes at 0x%x, another has the byte at 0x%x"
                .formatted(bytes, start, (at - from + taken) << LOG_GRANULE));
      }
      piece.set(from, to);
      at += to - from;
    }
  }

  /// Forgets a block that was added with so many bytes.
  void remove(long start, long bytes) {
    long end = endOf(start, bytes);
    for (long at = start >>> LOG_GRANULE; at < end; ) {
      int from = (int) (at & (PIECE_GRANULES - 1));
      int to = (int) Math.min(PIECE_GRANULES, from + (end - at));
      pieces.get(at >>> LOG_PIECE).clear(from, to);
      at += to - from;
    }
  }

  /// A bit behind the last granule is always set: without it, a bit set looks for its last bit each
  /// time that one is cleared.
  private static BitSet newPiece() {
    var piece = new BitSet(PIECE_GRANULES + 1);
    piece.set(PIECE_GRANULES);
    return piece;
  }

  private static long endOf(long start, long bytes) {
    return (start + bytes + (1 << LOG_GRANULE) - 1) >>> LOG_GRANULE;
  }
}
