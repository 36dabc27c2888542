package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Free extents by size. There is a list for each size below 2^5 granules, and 2^5 lists for each
/// power of two above (Masmano, Ripoll, Crespo & Real, *TLSF*, 2004). A bitmap has a bit for each
/// list that is not empty. With it, a list of large enough extents is found in constant time.
///
/// ```text
///     granules   3   4   …   31 │ 32 33 … 63 │ 64–65 66–67 … │ 128–131 …
///     bin        3   4   …   31 │ 32 33 … 63 │ 64    65    … │ 96      …
/// ```
public final class ExtentBins {
  private static final int LOG_BINS_PER_DOUBLING = 5;
  private static final int BINS_PER_DOUBLING = 1 << LOG_BINS_PER_DOUBLING;
  public static final int BINS = binOf(ExtentLayout.MAX_GRANULES) + 1;
  private static final int WORDS = (BINS + 63) >>> 6;
  private static final long BITMAP_BYTES = (long) WORDS * Long.BYTES;

  public static final long HEADS_BYTES = BITMAP_BYTES + (long) BINS * Integer.BYTES;

  /// Extents of a bin that a search visits at most.
  private static final int MOST_VISITED = 16;

  /// Free extents below this size hold no page that could be given back, whatever their address.
  public static final long SMALL_GRANULES = 2L << (Backing.LOG_PAGE_BYTES - LOG_GRANULE_BYTES);

  private final long extents;
  private final long bitmap;
  private final long heads;
  private long smallFreeGranules;

  /// @param extents absolute address of the extents' area
  /// @param heads absolute address of [#HEADS_BYTES] committed bytes
  ExtentBins(long extents, long heads) {
    this.extents = extents;
    this.bitmap = heads;
    this.heads = heads + BITMAP_BYTES;
  }

  public static int binOf(long granules) {
    if (granules < BINS_PER_DOUBLING) return (int) granules;
    int log = 63 - Long.numberOfLeadingZeros(granules);
    int step = (int) (granules >>> (log - LOG_BINS_PER_DOUBLING)) & (BINS_PER_DOUBLING - 1);
    return ((log - LOG_BINS_PER_DOUBLING + 1) << LOG_BINS_PER_DOUBLING) + step;
  }

  /// Granules in free extents of less than [#SMALL_GRANULES].
  public long smallFreeGranules() {
    return smallFreeGranules;
  }

  void add(long extent, long granules) {
    if (granules < SMALL_GRANULES) smallFreeGranules += granules;
    int bin = binOf(granules);
    long head = head(bin);
    long at = addressOf(extent);
    ExtentLayout.setNext(at, head);
    ExtentLayout.setPrevious(at, 0);
    if (head != 0) ExtentLayout.setPrevious(addressOf(head - 1), extent + 1);
    setHead(bin, extent + 1);
    long word = bitmap + ((long) bin >>> 6 << 3);
    Memory.putLong(word, Memory.getLong(word) | 1L << bin);
  }

  void remove(long extent, long granules) {
    if (granules < SMALL_GRANULES) smallFreeGranules -= granules;
    long at = addressOf(extent);
    long next = ExtentLayout.next(at);
    long previous = ExtentLayout.previous(at);
    if (next != 0) ExtentLayout.setPrevious(addressOf(next - 1), previous);
    if (previous != 0) {
      ExtentLayout.setNext(addressOf(previous - 1), next);
      return;
    }
    int bin = binOf(granules);
    setHead(bin, next);
    if (next == 0) {
      long word = bitmap + ((long) bin >>> 6 << 3);
      Memory.putLong(word, Memory.getLong(word) & ~(1L << bin));
    }
  }

  /// Finds the best of a few extents of the request's own bin, or one of the next larger bin.
  ///
  /// @return an extent of at least this size, or -1; it stays in its bin
  long find(long granules) {
    int bin = binOf(granules);
    long best = -1;
    long bestGranules = Long.MAX_VALUE;
    long link = head(bin);
    for (int visited = 0;
        link != 0 && visited < MOST_VISITED && bestGranules != granules;
        visited++) {
      long size = sizeOf(link - 1);
      if (size >= granules && size < bestGranules) {
        best = link - 1;
        bestGranules = size;
      }
      link = ExtentLayout.next(addressOf(link - 1));
    }
    if (best >= 0) return best;
    int larger = nextBin(bin + 1);
    return larger < 0 ? -1 : head(larger) - 1;
  }

  /// Finds an extent outside a range of addresses. The first few of each bin are visited.
  ///
  /// @param maxGranules the largest bin is that of this size
  ///
  /// @return an extent, or -1
  long findOutside(long granules, long maxGranules, long from, long to) {
    int last = binOf(maxGranules);
    for (int bin = binOf(granules); bin >= 0 && bin <= last; bin = nextBin(bin + 1)) {
      long link = head(bin);
      for (int visited = 0; link != 0 && visited < MOST_VISITED; visited++) {
        long extent = link - 1;
        if ((extent < from || extent >= to) && sizeOf(extent) >= granules) return extent;
        link = ExtentLayout.next(addressOf(extent));
      }
    }
    return -1;
  }

  /// The first bin from this one up that is not empty, or -1.
  public int nextBin(int bin) {
    int word = bin >>> 6;
    if (word >= WORDS) return -1;
    long bits = Memory.getLong(bitmap + ((long) word << 3)) & -1L << bin;
    while (bits == 0) {
      if (++word == WORDS) return -1;
      bits = Memory.getLong(bitmap + ((long) word << 3));
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /// The first bin from this one down that is not empty, or -1.
  int previousBin(int bin) {
    if (bin < 0) return -1;
    int word = bin >>> 6;
    long bits = Memory.getLong(bitmap + ((long) word << 3)) & -1L >>> ~bin;
    while (bits == 0) {
      if (--word < 0) return -1;
      bits = Memory.getLong(bitmap + ((long) word << 3));
    }
    return (word << 6) + 63 - Long.numberOfLeadingZeros(bits);
  }

  /// First extent of a bin, as granule plus 1, or 0.
  public long head(int bin) {
    return Memory.getUnsignedInt(heads + (long) bin * Integer.BYTES);
  }

  private void setHead(int bin, long link) {
    Memory.putInt(heads + (long) bin * Integer.BYTES, (int) link);
  }

  private long sizeOf(long extent) {
    return ExtentLayout.granules(Memory.getLong(addressOf(extent)));
  }

  private long addressOf(long extent) {
    return extents + (extent << LOG_GRANULE_BYTES);
  }
}
