package org.heaplab.allocators.general.dlmalloc;

import static org.heaplab.allocators.general.dlmalloc.ChunkTags.NEXT;
import static org.heaplab.allocators.general.dlmalloc.ChunkTags.PREVIOUS;

/// Free chunks of fewer than 256 bytes: a list for each size, the chunk freed last first, and a bit
/// for each list.
///
/// ```text
///    bin        0     …     4        5        6       …       31
///    size       –           32       40       48              248
///    occupied   0     …     1        0        1       …       0
/// ```
///
/// Invariant: the bit of a bin is set exactly when its list is not empty.
///
/// Everything takes constant time.
final class SmallBins {
  /// The first size that has no bin here.
  static final long LIMIT_BYTES = 256;

  private static final int LOG_STEP_BYTES = 3;
  private static final int BINS = (int) (LIMIT_BYTES >>> LOG_STEP_BYTES);

  private final long[] first = new long[BINS];
  private int occupied;

  private static int bin(long size) {
    return (int) (size >>> LOG_STEP_BYTES);
  }

  /// The first chunk of this size, or of the next: too little would be left of it for a chunk. 0
  /// when there is none.
  long exact(long size) {
    int bin = bin(size);
    int bits = occupied >>> bin & 3;
    return bits == 0 ? 0 : first[bin + Integer.numberOfTrailingZeros(bits)];
  }

  /// The first chunk of the smallest size that is at least this one and has any, or 0.
  long smallestFrom(long size) {
    int bits = occupied & -1 << bin(size);
    return bits == 0 ? 0 : first[Integer.numberOfTrailingZeros(bits)];
  }

  void insert(long chunk, long size) {
    int bin = bin(size);
    long next = first[bin];
    ChunkTags.setLink(chunk, NEXT, next);
    ChunkTags.setLink(chunk, PREVIOUS, 0);
    if (next != 0) ChunkTags.setLink(next, PREVIOUS, chunk);
    first[bin] = chunk;
    occupied |= 1 << bin;
  }

  void remove(long chunk, long size) {
    long next = ChunkTags.link(chunk, NEXT);
    long previous = ChunkTags.link(chunk, PREVIOUS);
    if (next != 0) ChunkTags.setLink(next, PREVIOUS, previous);
    if (previous != 0) {
      ChunkTags.setLink(previous, NEXT, next);
      return;
    }
    int bin = bin(size);
    first[bin] = next;
    if (next == 0) occupied &= ~(1 << bin);
  }
}
