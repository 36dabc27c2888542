package org.heaplab.allocators.jeff;

import java.util.Arrays;
import org.heaplab.allocators.mechanism.Log2;

/// Finds the nearest block that can jump over locked ones into a hole of a given size, for holes at
/// ever higher addresses.
///
/// ```text
///     hole of 3        L        hole of 2          L   ┌ found
///     │ F │ L │ 8 │ 7 │ L │ 9 │ F │ L │ 5 │ 4 │ 6 │ L │ 3 │
///                                                   ▲
///         nothing up to 3 granules before this block: where the next search for 2 begins
/// ```
///
/// A search visits no block that an earlier search has found too large for its hole. That is right
/// because between the hole and the end of the heap blocks only become fewer: what moves, moves
/// below the hole. It remembers locked blocks, which stay where they are in memory and in the list.
/// So all searches of a compaction for holes of one size together take O(n).
///
/// That does not help when every hole has a size of its own. So a large hole is filled with a block
/// up to the next lower power of two, and with any other only when there is no such block.
final class JumpSearch {
  private static final int LOG_MOST_EXACT = 8;
  private static final int MOST_EXACT = 1 << LOG_MOST_EXACT;
  private static final int SIZES = MOST_EXACT + Integer.SIZE - LOG_MOST_EXACT;
  private static final long NONE = Headers.NONE;

  private final Headers headers;

  /// For each size, a locked block before which no block of up to this many granules can jump.
  private final long[] start = new long[SIZES];

  /// No block of up to this many granules can jump at all.
  private long noneUpTo;

  private long previous;

  JumpSearch(Headers headers) {
    this.headers = headers;
  }

  /// Begins with the lowest hole again.
  void restart() {
    Arrays.fill(start, NONE);
    noneUpTo = 0;
  }

  /// @param hole a free block
  /// @param room granules that the block may have
  /// @return the block, or [Headers#NONE]
  long find(long hole, long room) {
    long size = room <= MOST_EXACT ? room : Long.highestOneBit(room);
    long found = search(startFor(hole, size), size);
    return found == NONE && size < room ? search(hole, room) : found;
  }

  private long search(long from, long room) {
    if (room <= noneUpTo) return NONE;
    previous = from;
    long passed = NONE;
    long block = headers.next(from);
    while (block != NONE && !jumps(block, room)) {
      if (headers.isLocked(block)) passed = block;
      previous = block;
      block = headers.next(block);
    }
    if (block == NONE) {
      noneUpTo = room;
    } else if (passed != NONE) {
      remember(passed, room);
    }
    return block;
  }

  /// The block before the one found.
  long previous() {
    return previous;
  }

  /// Whether a block can jump into this many granules. One that asked for an alignment only slides.
  boolean jumps(long block, long room) {
    return block != NONE
        && headers.isUnlocked(block)
        && headers.granules(block) <= room
        && headers.alignmentGranules(block) == 1;
  }

  private long startFor(long hole, long size) {
    long locked = size == 0 ? NONE : start[indexOf(size)];
    return isBelow(hole, locked) ? locked : hole;
  }

  /// What is too large for a hole is too large for a smaller one.
  private void remember(long locked, long room) {
    for (int index = indexOf(room); index >= 0 && !isBelow(locked, start[index]); index--) {
      start[index] = locked;
    }
  }

  private boolean isBelow(long block, long locked) {
    return locked != NONE && headers.granule(block) < headers.granule(locked);
  }

  /// Each size up to the most exact one has an index of its own. Beyond it, all sizes from one
  /// power of two to before the next share one.
  private static int indexOf(long size) {
    if (size <= MOST_EXACT) return (int) size - 1;
    return MOST_EXACT - 1 - LOG_MOST_EXACT + Log2.floor(size);
  }
}
