package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// Where free bytes lie between extents: for each region of the area the granules of the free
/// extents that begin in it, and one of these extents. So compaction finds the regions that are
/// free in large part without a visit to the others.
///
/// ```text
///     31         16 15          0
///     ├────────────┼────────────┤
///     │ anchor     │ free       │   one for each region of 2^12 granules
///     └────────────┴────────────┘
///       anchor: where a free extent begins in the region, plus 1; 0 if none is known
///       free: granules of all of them; of each, no more than hold no page to give back
/// ```
///
/// The anchor is the lowest of those that became free since the last anchor was used.
public final class SparseRegions {
  public static final int LOG_REGION_GRANULES = 12;
  public static final long REGION_GRANULES = 1L << LOG_REGION_GRANULES;

  /// A region is sparse if one byte of so many is free.
  private static final int SPAN_PER_FREE = 5;

  /// The least that is free in a sparse region.
  public static final int SPARSE_GRANULES =
      (int) ((REGION_GRANULES + SPAN_PER_FREE - 1) / SPAN_PER_FREE);

  private static final int ANCHOR_SHIFT = 16;
  private static final int FREE_MASK = (1 << ANCHOR_SHIFT) - 1;
  private static final int LOG_WORD_BYTES = 2;

  private static final long REGIONS_PER_PAGE = Backing.PAGE_BYTES >>> LOG_WORD_BYTES;

  /// Of the words of all regions.
  public static final long BYTES =
      (HeapAreas.EXTENTS_BYTES >>> (LOG_GRANULE_BYTES + LOG_REGION_GRANULES)) << LOG_WORD_BYTES;

  private final Backing backing;
  private final long words;

  /// All regions below this have words.
  private long coveredRegions;

  /// Whether no word was ever refused.
  private boolean complete;

  private int count;

  /// @param words absolute address of [#BYTES]
  SparseRegions(Backing backing, long words) {
    this.backing = backing;
    this.words = words;
  }

  /// The words on the first page are committed from now on.
  void beginUse() {
    coveredRegions = regionsOnPagesBelow(words);
    complete = true;
  }

  /// All words are about to be given back. No extent may be free.
  void endUse() {
    coveredRegions = 0;
  }

  /// Gives back the pages of words that are all of regions above the top. No extent is there.
  void releaseAbove(long top) {
    long first = wordOfRegion(countBelow(top));
    coveredRegions = Math.min(coveredRegions, regionsOnPagesBelow(first));
    backing.release(first, words + BYTES - first);
  }

  private long regionsOnPagesBelow(long address) {
    long end = Backing.wholePages(address - backing.base()) + backing.base();
    return (end - words) >>> LOG_WORD_BYTES;
  }

  /// Regions that are sparse.
  public int count() {
    return count;
  }

  /// Counts a free extent, unless the limit leaves no room for the word of its region.
  void add(long extent, long granules) {
    long at = wordOf(extent);
    if (!isCovered(extent) && !cover(at)) return;
    int word = Memory.getInt(at);
    int free = word & FREE_MASK;
    int more = free + countedOf(granules);
    if (isSparse(more) && !isSparse(free)) count++;
    int anchor = word >>> ANCHOR_SHIFT;
    int here = anchorOf(extent);
    if (anchor == 0 || here < anchor) anchor = here;
    Memory.putInt(at, anchor << ANCHOR_SHIFT | more);
  }

  void remove(long extent, long granules) {
    long at = wordOf(extent);
    if (!isCovered(extent) && !backing.isCommittedAt(at)) return;
    int word = Memory.getInt(at);
    int free = word & FREE_MASK;
    int less = Math.max(0, free - countedOf(granules));
    if (!isSparse(less) && isSparse(free)) count--;
    int anchor = word >>> ANCHOR_SHIFT;
    if (anchor == anchorOf(extent)) anchor = 0;
    Memory.putInt(at, anchor << ANCHOR_SHIFT | less);
  }

  private boolean isCovered(long extent) {
    return extent >>> LOG_REGION_GRANULES < coveredRegions;
  }

  private boolean cover(long word) {
    if (!backing.commit(word, 1L << LOG_WORD_BYTES)) {
      complete = false;
      return false;
    }
    long regions = regionsOnPagesBelow(word + 1);
    if (regions - coveredRegions <= REGIONS_PER_PAGE) coveredRegions = regions;
    return true;
  }

  /// Whether every free extent is counted.
  public boolean isComplete() {
    return complete;
  }

  /// The anchor of a region if it is sparse, or -1.
  public long anchorOfSparse(long region) {
    return isSparse(free(region)) ? anchor(region) : -1;
  }

  /// Regions of an area that ends at the top.
  public static long countBelow(long top) {
    return (top + REGION_GRANULES - 1) >>> LOG_REGION_GRANULES;
  }

  /// Whether a region with so many free granules is sparse.
  public static boolean isSparse(int free) {
    return isSparse(free, REGION_GRANULES);
  }

  /// Whether so much of a span is free that it is sparse.
  public static boolean isSparse(long freeGranules, long granules) {
    return freeGranules * SPAN_PER_FREE >= granules;
  }

  private int word(long region) {
    long at = wordOfRegion(region);
    return region < coveredRegions || backing.isCommittedAt(at) ? Memory.getInt(at) : 0;
  }

  /// Granules of the free extents of a region, as they are counted.
  public int free(long region) {
    return word(region) & FREE_MASK;
  }

  /// A free extent of the region, or -1.
  public long anchor(long region) {
    int anchor = word(region) >>> ANCHOR_SHIFT;
    return anchor == 0 ? -1 : (region << LOG_REGION_GRANULES) + anchor - 1;
  }

  /// What an extent adds to the word of its region.
  public static int countedOf(long granules) {
    return (int) Math.min(granules, ExtentBins.SMALL_GRANULES);
  }

  private static int anchorOf(long extent) {
    return (int) (extent & (REGION_GRANULES - 1)) + 1;
  }

  private long wordOf(long extent) {
    return wordOfRegion(extent >>> LOG_REGION_GRANULES);
  }

  private long wordOfRegion(long region) {
    return words + (region << LOG_WORD_BYTES);
  }
}
