package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.CLEAN;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_HEAD_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_TAIL_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.bytes;
import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;

/// The free extents by size, and which of their pages are committed. An extent is dirty when it
/// becomes free. It is clean when the pages inside it have been given back.
///
/// ```text
///      free ──▶ ┌────────────┐   too much is dirty    ┌────────────┐
///               │ dirty bins │ ─────────────────────▶ │ clean bins │
///               └─────┬──────┘     largest first      └─────┬──────┘
///                     ▼ first                               ▼ before fresh pages at the top
///                   used                                  used
/// ```
public final class FreeExtents {
  /// Bytes of free pages that may stay committed: 1 of 2^4 of the footprint, but at least a few
  /// pages.
  private static final int LOG_BYTES_PER_DIRTY = 4;

  private static final long MIN_DIRTY_BYTES = 16 * Backing.PAGE_BYTES;

  /// Extents whose pages are given back at a time. Each takes a system call, so this bounds the
  /// pause.
  private static final int MOST_PURGED = 64;

  /// Of the dirty bins, of the clean ones, and the counts of used extents.
  public static final long HEADS_BYTES = 2 * ExtentBins.HEADS_BYTES + ExtentPopulation.BYTES;

  /// What must be committed at the end of an extent, and at the start of the one after it, so that
  /// both can become free.
  static final long END_BYTES = FREE_TAIL_BYTES + FREE_HEAD_BYTES;

  private final Backing backing;
  private final PageRelease release;
  private final ExtentGrid grid;
  private final long heads;
  private final long area;
  private final ExtentBins dirty;
  private final ExtentBins clean;
  private final ExtentPopulation used;
  private final SparseRegions regions;
  private boolean headsCommitted;

  /// Pages above this were not used since they were last given back.
  private long highWater;

  /// Committed bytes in free extents and above the top that became free after the last purge.
  private long dirtyBytes;

  /// @param heads absolute address of [#HEADS_BYTES]
  /// @param regions absolute address of the words of [SparseRegions]
  FreeExtents(Backing backing, long heads, long regions, PageRelease release, ExtentGrid grid) {
    this.backing = backing;
    this.grid = grid;
    this.highWater = grid.first();
    this.heads = heads;
    this.release = release;
    this.area = backing.base() + HeapAreas.EXTENTS;
    this.dirty = new ExtentBins(area, heads);
    this.clean = new ExtentBins(area, heads + ExtentBins.HEADS_BYTES);
    this.used = new ExtentPopulation(heads + 2 * ExtentBins.HEADS_BYTES);
    this.regions = new SparseRegions(backing, regions);
  }

  public ExtentBins dirty() {
    return dirty;
  }

  public ExtentBins clean() {
    return clean;
  }

  /// Where the free extents lie.
  public SparseRegions regions() {
    return regions;
  }

  /// The counts of used extents, whose memory is that of the bins.
  public ExtentPopulation used() {
    return used;
  }

  /// Whether the bins may be read.
  public boolean headsCommitted() {
    return headsCommitted;
  }

  /// Commits the heads of the bins, if they are not committed. They take several pages and stay
  /// committed, so this is done only if there is room for the first extent too.
  ///
  /// @param granules of the first extent
  boolean commitHeads(long granules) {
    if (!headsCommitted) {
      headsCommitted = backing.commitAll(heads, HEADS_BYTES, area, bytes(grid.first() + granules));
      if (headsCommitted) regions.beginUse();
    }
    return headsCommitted;
  }

  /// Must be called before the memory of the heads is given back. No extent may be in use.
  public void prepareHeadsRelease() {
    purge(grid.first());
    headsCommitted = false;
    regions.endUse();
  }

  /// @return a free extent of at least this size, or -1 if the top should be used
  long find(long granules, long top) {
    long extent = dirty.find(granules);
    return extent < 0 && top + granules > highWater ? clean.find(granules) : extent;
  }

  /// @param header of the extent, which says whether it is clean
  void add(long extent, long header) {
    long granules = ExtentLayout.granules(header);
    binsOf(header).add(extent, granules);
    regions.add(extent, granules);
  }

  void remove(long extent, long header) {
    long granules = ExtentLayout.granules(header);
    binsOf(header).remove(extent, granules);
    regions.remove(extent, granules);
  }

  private ExtentBins binsOf(long header) {
    return (header & CLEAN) != 0 ? clean : dirty;
  }

  /// Bytes in free extents that are too small to hold a page that could be given back.
  public long smallBytes() {
    return bytes(dirty.smallFreeGranules() + clean.smallFreeGranules());
  }

  /// A free extent outside a range of addresses, without a page that could be given back, or -1.
  public long findHole(long granules, long from, long to) {
    return dirty.findOutside(granules, ExtentBins.SMALL_GRANULES - 1, from, to);
  }

  public long highWater() {
    return highWater;
  }

  /// Notes that extents are used up to there.
  void raise(long top) {
    if (top > highWater) highWater = top;
  }

  /// Commits what is about to be used. What was committed before does not count as dirty any more.
  boolean commit(long extent, long granules) {
    long before = backing.footprintBytes();
    if (!backing.commit(addressOf(extent), bytes(granules))) return false;
    reuse(bytes(granules) - (backing.footprintBytes() - before));
    return true;
  }

  /// Commits only both ends of what is about to be used.
  ///
  /// @param headBytes at the start; if little would be left uncommitted, all is committed
  boolean commitEnds(long extent, long granules, long headBytes) {
    long length = bytes(granules);
    if (length - headBytes - END_BYTES < Backing.PAGE_BYTES) return commit(extent, granules);
    long address = addressOf(extent);
    long reused = backing.committedBytes(address, length);
    if (!backing.commitAll(address + length - END_BYTES, END_BYTES, address, headBytes)) {
      return false;
    }
    reuse(reused);
    return true;
  }

  private void reuse(long bytes) {
    dirtyBytes = Math.max(0, dirtyBytes - Math.max(0, bytes));
  }

  /// Counts committed bytes that have become free.
  void addDirty(long bytes) {
    dirtyBytes += bytes;
  }

  /// Gives back pages if more bytes are dirty than the allowance.
  void purgeExcess(long top) {
    long usual = Math.max(MIN_DIRTY_BYTES, backing.footprintBytes() >>> LOG_BYTES_PER_DIRTY);
    if (dirtyBytes > release.allowance(usual)) {
      purge(top, release.kept(dirtyBytes / 2), MOST_PURGED);
    }
  }

  /// Gives back the pages inside free extents and above the top.
  public void purge(long top) {
    purge(top, 0, Integer.MAX_VALUE);
  }

  /// Gives back pages until at most so many dirty bytes are left. Large extents come first: they
  /// need the fewest system calls, and small ones are more likely to be used again.
  private void purge(long top, long left, int mostExtents) {
    if (!headsCommitted) return;
    backing.beginReleases();
    purgeBatch(top, left, mostExtents);
    backing.endReleases();
  }

  private void purgeBatch(long top, long left, int mostExtents) {
    long goal = backing.footprintBytes() - (dirtyBytes - left);
    int smallest = ExtentBins.binOf(ExtentBins.SMALL_GRANULES);
    int bin = dirty.previousBin(ExtentBins.binOf(ExtentLayout.MAX_GRANULES));
    while (bin >= smallest && (left == 0 || backing.footprintBytes() > goal)) {
      if (--mostExtents < 0) {
        dirtyBytes = left + backing.footprintBytes() - goal;
        return;
      }
      purgeOne(dirty.head(bin) - 1);
      bin = dirty.previousBin(bin);
    }
    dirtyBytes = left;
    if (bin >= smallest) return;
    purgeAbove(top, highWater);
    dirtyBytes = 0;
  }

  private void purgeOne(long extent) {
    long header = Memory.getLong(addressOf(extent));
    long granules = ExtentLayout.granules(header);
    backing.release(
        addressOf(extent) + FREE_HEAD_BYTES, bytes(granules) - FREE_HEAD_BYTES - FREE_TAIL_BYTES);
    dirty.remove(extent, granules);
    Memory.putLong(addressOf(extent), header | CLEAN);
    clean.add(extent, granules);
  }

  /// Gives back the pages above the top, and the words of their regions. When there is no extent,
  /// these are all.
  ///
  /// @param end of the last of them
  void purgeAbove(long top, long end) {
    long from = top == grid.first() ? 0 : top;
    backing.release(addressOf(from), bytes(end - from) + Backing.PAGE_BYTES - 1);
    regions.releaseAbove(top);
    highWater = top;
  }

  private long addressOf(long extent) {
    return area + (extent << LOG_GRANULE_BYTES);
  }
}
