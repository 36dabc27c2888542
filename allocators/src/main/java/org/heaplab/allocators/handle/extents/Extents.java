package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.CLEAN;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_HEAD_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_TAIL_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.HEADER_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.MIN_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.PREVIOUS_USED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.USED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.bytes;
import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;

/// Larger blocks: extents of any length, with a header that has the index of the block's entry.
/// They are cut from binned free extents and coalesced at once (Knuth, TAOCP 1, §2.5, boundary
/// tags). The pages inside a free extent go back to the system when enough bytes are free. So a
/// free extent costs at most its two ends.
///
/// ```text
///     0                                                                    top
///     ├──────┬───────────┬──────┬─────────────┬──────┬─────── ─ ─ ─┬──────────┤ ─ ─ never used
///     │ used │ free      │ used │ used        │ free │ used        │ used     │
///     └──────┴───────────┴──────┴─────────────┴──────┴─────── ─ ─ ─┴──────────┘
/// ```
///
/// A client may say how much of a payload it will touch. Then only the extent's start, up to there,
/// and its end are committed: it is partly committed.
///
/// Allocating and freeing take constant time, and time for each page committed or given back.
public final class Extents {
  /// Extents of fewer bytes are always committed whole.
  private static final long MIN_PARTIAL_BYTES = 16 * Backing.PAGE_BYTES;

  private final Backing backing;
  private final ExtentGrid grid;
  private final FreeExtents free;
  private final ExpectedTouch touch = new ExpectedTouch();
  private final long area;
  private long top;

  private long usedGranules;

  /// Where the present pass of compaction is. It stays on the start of an extent when extents are
  /// coalesced.
  private long cursor;

  /// @param bins absolute address of the heads of [FreeExtents]
  /// @param regions absolute address of the words of [SparseRegions]
  public Extents(Backing backing, long bins, long regions, PageRelease release, ExtentGrid grid) {
    this.backing = backing;
    this.grid = grid;
    this.free = new FreeExtents(backing, bins, regions, release, grid);
    this.area = backing.base() + HeapAreas.EXTENTS;
    this.top = grid.first();
    this.cursor = top;
  }

  public ExtentGrid grid() {
    return grid;
  }

  public ExpectedTouch touch() {
    return touch;
  }

  /// Whether a used extent of this size may be partly committed.
  public boolean mayBePartial(long granules) {
    return touch.wasEverPart() && bytes(granules) >= MIN_PARTIAL_BYTES;
  }

  /// How many bytes of a used extent are not committed.
  public long untouchedBytes(long extent) {
    long granules = sizeOf(extent);
    return mayBePartial(granules) ? bytes(granules) - committedBytes(extent) : 0;
  }

  /// Of all used extents.
  public long untouchedBytes() {
    if (!touch.wasEverPart()) return 0;
    long sum = 0;
    for (long at = grid.first(); at < top; at += sizeOf(at)) {
      if (ExtentLayout.isUsed(header(at))) sum += untouchedBytes(at);
    }
    return sum;
  }

  /// Commits the start of a payload, so that it can be touched.
  ///
  /// @return false when the limit leaves no room
  public boolean commitPayload(long granule, long payloadBytes) {
    if (!touch.wasEverPart()) return true;
    long length = Math.min(payloadBytes, bytes(payloadGranules(granule)));
    return backing.commit(addressOf(ExtentLayout.extentOf(granule) + HEADER_GRANULES), length);
  }

  /// Commits a part of an extent that is about to be used: all of it, or what will be touched.
  /// During a request, compaction may place other extents. They are smaller than
  /// [#MIN_PARTIAL_BYTES], so they are committed whole.
  ///
  /// @param from where the part begins
  boolean commit(long extent, long from, long granules) {
    if (touch.isAll() || bytes(granules) < MIN_PARTIAL_BYTES) {
      return free.commit(from, granules);
    }
    long head = Math.max(bytes(HEADER_GRANULES) + touch.touchedBytes(), FREE_HEAD_BYTES);
    return free.commitEnds(from, granules, Math.max(0, head - bytes(from - extent)));
  }

  /// Granules in used extents, headers included.
  public long usedGranules() {
    return usedGranules;
  }

  /// Used extents of a size, header included.
  public int population(long granules) {
    return free.headsCommitted() ? free.used().of(granules) : 0;
  }

  void resized(long from, long to) {
    usedGranules += to - from;
    free.used().remove(from);
    free.used().add(to);
  }

  Backing backing() {
    return backing;
  }

  public FreeExtents free() {
    return free;
  }

  /// Bytes above the top that may be committed.
  public long bytesAboveTop() {
    return HeapAreas.roundUp(bytes(free.highWater()), Backing.PAGE_BYTES) - bytes(top);
  }

  public long top() {
    return top;
  }

  public long cursor() {
    return cursor;
  }

  public void setCursor(long extent) {
    cursor = extent;
  }

  /// Moves the cursor to the start of an extent when the one that it stands on becomes part of it.
  void moveCursor(long merged, long into) {
    if (cursor == merged) cursor = into;
  }

  /// @param payload granules that the client requested
  /// @return the payload's address in granules from the heap's base, or 0 when the limit leaves no
  ///   room
  public long malloc(long payload) {
    long granules = grid.granulesFor(payload);
    if (granules > ExtentLayout.MAX_GRANULES
        || !free.commitHeads(touch.committedGranules(granules))) return 0;
    long extent = free.find(granules, top);
    if (extent < 0 || !place(extent, granules, 0)) return extend(granules, 0);
    return ExtentLayout.payloadOf(extent);
  }

  /// Like [#malloc], but above the top as long as there are addresses. No hole is reused: comparing
  /// the two shows what reuse is worth.
  public long mallocFresh(long payload) {
    long granules = grid.granulesFor(payload);
    if (granules > ExtentLayout.MAX_GRANULES
        || !free.commitHeads(touch.committedGranules(granules))) return 0;
    long fresh = extend(granules, 0);
    return fresh != 0 ? fresh : malloc(payload);
  }

  public void setOwner(long granule, long index) {
    long extent = ExtentLayout.extentOf(granule);
    put(extent, ExtentLayout.owned(header(extent), index));
  }

  /// Granules of a payload, if any request of that size can have it. [Long#MAX_VALUE] if the
  /// payload was requested with an alignment.
  public long reusableGranules(long granule) {
    long header = header(ExtentLayout.extentOf(granule));
    if (ExtentLayout.isAligned(header)) return Long.MAX_VALUE;
    return ExtentLayout.granules(header) - HEADER_GRANULES;
  }

  public long payloadGranules(long granule) {
    return sizeOf(ExtentLayout.extentOf(granule)) - HEADER_GRANULES;
  }

  /// Uses the start of a free extent and leaves the rest free.
  boolean place(long extent, long granules, long owner) {
    long header = header(extent);
    long size = ExtentLayout.granules(header);
    long rest = size - granules;
    if (rest < MIN_GRANULES) {
      granules = size;
      rest = 0;
    }
    long committed = granules + Math.min(rest, MIN_GRANULES - 1);
    if (!commit(extent, extent, committed)) return false;
    free.remove(extent, header);
    put(extent, ExtentLayout.header(owner, granules, (header & PREVIOUS_USED) | USED));
    beginUse(granules);
    leaveFree(extent + granules, rest, header);
    return true;
  }

  /// Counts that a used extent has become two.
  ///
  /// @param part of it that one of them has
  void divided(long granules, long part) {
    free.used().remove(granules);
    free.used().add(part);
    free.used().add(granules - part);
  }

  private void beginUse(long granules) {
    usedGranules += granules;
    free.used().add(granules);
  }

  /// Leaves the rest of a free extent free, and as clean as it was. If there is no rest, the next
  /// extent's P bit is set.
  ///
  /// @param header of the free extent
  void leaveFree(long extent, long granules, long header) {
    if (granules > 0) {
      makeFree(extent, granules, (header & CLEAN) | PREVIOUS_USED);
    } else {
      setPreviousUsed(extent, true);
    }
  }

  /// Takes fresh addresses at the top. The last extent is used, so there is nothing to coalesce.
  private long extend(long granules, long owner) {
    long extent = top;
    if (!hasAddresses(extent + granules) || !commit(extent, extent, granules)) return 0;
    append(extent, granules, owner);
    return ExtentLayout.payloadOf(extent);
  }

  /// Whether the area has addresses up to there.
  boolean hasAddresses(long end) {
    return bytes(end) <= HeapAreas.EXTENTS_BYTES - Backing.PAGE_BYTES;
  }

  /// Makes a used extent at the top, or above it with a free one between. The caller has committed
  /// it.
  void append(long extent, long granules, long owner) {
    long gap = top;
    raise(extent + granules);
    put(extent, ExtentLayout.header(owner, granules, USED | PREVIOUS_USED));
    beginUse(granules);
    if (gap < extent) makeFree(gap, extent - gap, PREVIOUS_USED);
  }

  public void free(long granule) {
    free(granule, untouchedBytes(ExtentLayout.extentOf(granule)));
  }

  /// @param emptyBytes of the extent that are not committed
  void free(long granule, long emptyBytes) {
    long extent = ExtentLayout.extentOf(granule);
    long header = header(extent);
    long granules = ExtentLayout.granules(header);
    usedGranules -= granules;
    free.used().remove(granules);
    free.addDirty(bytes(granules) - emptyBytes);
    coalesce(extent, granules, header & PREVIOUS_USED);
    free.purgeExcess(top);
  }

  /// Makes a piece free, together with its free neighbours.
  void coalesce(long extent, long granules, long previousUsed) {
    long next = extent + granules;
    if (next < top && !ExtentLayout.isUsed(header(next))) {
      granules += sizeOf(next);
      free.remove(next, header(next));
      moveCursor(next, extent);
    }
    if (previousUsed == 0) {
      long size = Memory.getLong(addressOf(extent) - FREE_TAIL_BYTES);
      long previous = extent - size;
      free.remove(previous, header(previous));
      granules += size;
      moveCursor(extent, previous);
      extent = previous;
      previousUsed = header(extent) & PREVIOUS_USED;
    }
    if (extent + granules == top) {
      top = extent;
      if (cursor > top) cursor = top;
    } else {
      makeFree(extent, granules, previousUsed);
    }
  }

  /// @param flags whether the extent before is used, and whether this one is clean
  void makeFree(long extent, long granules, long flags) {
    long header = ExtentLayout.header(0, granules, flags);
    put(extent, header);
    Memory.putLong(addressOf(extent + granules) - FREE_TAIL_BYTES, granules);
    free.add(extent, header);
    setPreviousUsed(extent + granules, false);
  }

  private void setPreviousUsed(long next, boolean used) {
    if (next == top) return;
    long header = header(next);
    put(next, used ? header | PREVIOUS_USED : header & ~PREVIOUS_USED);
  }

  void raise(long newTop) {
    top = newTop;
    free.raise(top);
  }

  public long header(long extent) {
    return Memory.getLong(addressOf(extent));
  }

  public long sizeOf(long extent) {
    return ExtentLayout.granules(header(extent));
  }

  public long addressOf(long extent) {
    return area + (extent << LOG_GRANULE_BYTES);
  }

  /// How many of an extent's bytes lie in committed pages.
  public long committedBytes(long extent) {
    return backing.committedBytes(addressOf(extent), bytes(sizeOf(extent)));
  }

  void put(long extent, long header) {
    Memory.putLong(addressOf(extent), header);
  }
}
