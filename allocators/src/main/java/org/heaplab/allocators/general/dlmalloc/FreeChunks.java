package org.heaplab.allocators.general.dlmalloc;

import static org.heaplab.allocators.general.dlmalloc.ChunkTags.MIN_BYTES;

/// The free chunks but the top, and which of them serves a request: best fit by size, except that
/// small requests which find no chunk of their size are cut one after the other from the same
/// chunk, the *designated victim*. So blocks that are allocated together lie together.
///
/// A request takes the first of these that there is:
///
/// 1. small, a chunk of exactly its size;
/// 2. small, the front of the victim, if that is large enough;
/// 3. small, the smallest chunk of the bins that is, whose rest becomes the victim;
/// 4. large, the smallest chunk that is large enough; its rest goes into a bin, unless it is the
///    victim's.
///
/// Invariants:
///
/// 1. a free chunk is in exactly one bin, or is the victim, or the top;
/// 2. the victim, which is a free chunk too, has no bytes while there is none.
final class FreeChunks {
  private final SmallBins smallBins = new SmallBins();
  private final TreeBins treeBins = new TreeBins();
  private long victim;
  private long victimBytes;

  /// Chunks looked at since the heap was made.
  long inspections() {
    return treeBins.inspections();
  }

  /// A used chunk of these bytes, or a few more; 0 when none is large enough.
  long take(long bytes) {
    return bytes < SmallBins.LIMIT_BYTES ? takeSmall(bytes) : takeLarge(bytes);
  }

  private long takeSmall(long bytes) {
    long exact = smallBins.exact(bytes);
    if (exact != 0) {
      long size = ChunkTags.size(exact);
      smallBins.remove(exact, size);
      ChunkTags.setWhollyUsed(exact, size);
      return exact;
    }
    return bytes <= victimBytes ? takeOfVictim(bytes) : takeNewVictim(bytes);
  }

  private long takeOfVictim(long bytes) {
    long chunk = victim;
    if (split(chunk, victimBytes, bytes)) setVictim(chunk + bytes, victimBytes - bytes);
    else setVictim(0, 0);
    return chunk;
  }

  /// The victim before was too small for a small request. So it is small itself.
  private long takeNewVictim(long bytes) {
    long chunk = smallBins.smallestFrom(bytes);
    if (chunk == 0) chunk = treeBins.smallest();
    if (chunk == 0) return 0;
    long size = ChunkTags.size(chunk);
    removeFromBin(chunk, size);
    if (split(chunk, size, bytes)) {
      if (victim != 0) smallBins.insert(victim, victimBytes);
      setVictim(chunk + bytes, size - bytes);
    }
    return chunk;
  }

  private long takeLarge(long bytes) {
    long chunk = treeBins.bestFit(bytes);
    boolean victimFits = bytes <= victimBytes;
    if (victimFits && (chunk == 0 || victimBytes <= ChunkTags.size(chunk))) {
      return takeOfVictim(bytes);
    }
    if (chunk == 0) return 0;
    long size = ChunkTags.size(chunk);
    treeBins.remove(chunk, size);
    if (split(chunk, size, bytes)) add(chunk + bytes, size - bytes);
    return chunk;
  }

  /// Uses the front of a free chunk, or all of it when the rest is too small for one.
  ///
  /// @return whether there is a rest, which is free
  private static boolean split(long chunk, long size, long bytes) {
    long rest = size - bytes;
    if (rest < MIN_BYTES) {
      ChunkTags.setWhollyUsed(chunk, size);
      return false;
    }
    ChunkTags.setUsed(chunk, bytes);
    ChunkTags.setFree(chunk + bytes, rest);
    return true;
  }

  /// Puts a chunk into its bin.
  void add(long chunk, long bytes) {
    if (bytes < SmallBins.LIMIT_BYTES) smallBins.insert(chunk, bytes);
    else treeBins.insert(chunk, bytes);
  }

  /// Makes a chunk, of any size, the victim.
  void setVictim(long chunk, long bytes) {
    victim = chunk;
    victimBytes = bytes;
  }

  /// Takes a chunk out.
  ///
  /// @return whether it was the victim; then there is none from now on
  boolean remove(long chunk, long bytes) {
    if (chunk != victim) {
      removeFromBin(chunk, bytes);
      return false;
    }
    setVictim(0, 0);
    return true;
  }

  private void removeFromBin(long chunk, long bytes) {
    if (bytes < SmallBins.LIMIT_BYTES) smallBins.remove(chunk, bytes);
    else treeBins.remove(chunk, bytes);
  }
}
