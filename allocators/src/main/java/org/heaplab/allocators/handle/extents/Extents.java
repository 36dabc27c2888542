package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.ALIGNED;
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

/// Larger blocks: extents of any length under a header that knows the block's handle, cut from
/// binned free extents and coalesced at once (Knuth, TAOCP 1, §2.5, boundary tags). The pages
/// inside a free extent go back to the system when enough of them have gathered, so a free extent
/// costs at most its two ends.
///
/// ```text
///     0                                                                    top
///     ├──────┬───────────┬──────┬─────────────┬──────┬─────── ─ ─ ─┬──────────┤ ─ ─ never used
///     │ used │ free      │ used │ used        │ free │ used        │ used     │
///     └──────┴───────────┴──────┴─────────────┴──────┴─────── ─ ─ ─┴──────────┘
/// ```
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. extents tile the area from 0 to top;
/// 2. no two free extents touch, and the last extent is used;
/// 3. an extent's P bit tells whether the one before it is used, and a free one ends with its size;
/// 4. an extent is in its size's bin exactly when it is free;
/// 5. the count of used granules is the sum over the used extents;
/// 6. a used extent's header has the index of the entry that holds its payload's address, and no
///    other entry's address is in the area;
/// 7. a used extent is committed, or its ends are if its client does not touch all of it, and of a
///    clean one the pages between its ends are not;
/// 8. no page above the high-water mark is committed.
///
/// Allocating and freeing take constant time, and time for each page committed or given back.
public final class Extents {
  private static final long ORIGIN = HeapAreas.EXTENTS >>> LOG_GRANULE_BYTES;

  /// Extents of fewer bytes are always committed whole.
  private static final long MIN_SPARSE_BYTES = 16 * Backing.PAGE_BYTES;

  private final Backing backing;
  private final FreeExtents free;
  private final long area;
  private long top;

  private long usedGranules;

  /// How much of its payload the client of the request at hand is going to touch.
  private long touchedBytes = Long.MAX_VALUE;

  /// Whether there ever was a request of which not all is touched.
  private boolean sparse;

  /// Where the compaction that is under way stands; kept on an extent's start while extents merge.
  private long cursor;

  /// @param bins absolute address of the heads of [FreeExtents]
  public Extents(Backing backing, long bins, PageRelease release) {
    this.backing = backing;
    this.free = new FreeExtents(backing, bins, release);
    this.area = backing.base() + HeapAreas.EXTENTS;
  }

  /// Of the next extent that is taken or grown, only so many bytes of the payload are committed,
  /// and its ends.
  public void expect(long payloadBytes) {
    touchedBytes = payloadBytes;
    sparse = true;
  }

  public void expectAll() {
    touchedBytes = Long.MAX_VALUE;
  }

  /// Whether not all of a used extent may be committed.
  public boolean maySparse(long granules) {
    return sparse && bytes(granules) >= MIN_SPARSE_BYTES;
  }

  /// How many bytes of a used extent are not committed.
  public long untouchedBytes(long extent) {
    long granules = sizeOf(extent);
    return maySparse(granules) ? bytes(granules) - committedBytes(extent) : 0;
  }

  /// Of all used extents.
  public long untouchedBytes() {
    long sum = 0;
    for (long at = 0; sparse && at < top; at += sizeOf(at)) {
      if (ExtentLayout.isUsed(header(at))) sum += untouchedBytes(at);
    }
    return sum;
  }

  /// Commits the start of a payload that is going to be touched after all.
  ///
  /// @return false when the limit leaves no room
  public boolean commitPayload(long granule, long payloadBytes) {
    if (!sparse) return true;
    long length = Math.min(payloadBytes, bytes(payloadGranules(granule)));
    return backing.commit(addressOf(extentOf(granule) + HEADER_GRANULES), length);
  }

  /// How many granules at the start of a new extent are committed, about.
  private long committedGranules(long granules) {
    return Math.min(granules, (touchedBytes >>> LOG_GRANULE_BYTES) + MIN_GRANULES);
  }

  /// Commits what is about to be used of an extent: all of it, or what will be touched. What moves
  /// meanwhile is smaller than what this is about.
  ///
  /// @param from where that begins, in the extent or at its start
  private boolean commit(long extent, long from, long granules) {
    if (touchedBytes == Long.MAX_VALUE || bytes(granules) < MIN_SPARSE_BYTES) {
      return free.commit(from, granules);
    }
    long head = Math.max(bytes(HEADER_GRANULES) + touchedBytes, FREE_HEAD_BYTES);
    return free.commitEnds(from, granules, Math.max(0, head - bytes(from - extent)));
  }

  /// Where what the client of the request at hand touches of an extent ends, in bytes from the
  /// area's start.
  ///
  /// @param end of the extent
  long touchedEnd(long extent, long end) {
    return touchedBytes >= end ? end : bytes(extent + HEADER_GRANULES) + touchedBytes;
  }

  /// How much of a payload there is to copy: what its client does not touch is not.
  public long bytesToCopy(long payloadBytes) {
    return Math.min(payloadBytes, touchedBytes);
  }

  /// How many bytes of a request the client does not touch, at best.
  public long notExpected(long granules) {
    return Math.max(0, bytes(granules) - touchedBytes);
  }

  /// Granules in used extents, headers included.
  public long usedGranules() {
    return usedGranules;
  }

  public FreeExtents free() {
    return free;
  }

  /// Bytes from the top to the end of what may be committed.
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

  /// @param payload granules the client asked for
  /// @return the payload's address in granules from the heap's base, or 0 when the limit leaves no
  ///   room
  public long malloc(long payload) {
    long granules = ExtentLayout.granulesFor(payload);
    if (granules > ExtentLayout.MAX_GRANULES || !free.commitHeads(committedGranules(granules)))
      return 0;
    long extent = free.find(granules, top);
    if (extent < 0 || !place(extent, granules, 0)) return extend(granules, 0);
    return payloadOf(extent);
  }

  /// Like [#malloc], but above the top as long as there are addresses: holes are left for
  /// compaction, to learn what reusing them is worth.
  public long mallocFresh(long payload) {
    long granules = ExtentLayout.granulesFor(payload);
    if (granules > ExtentLayout.MAX_GRANULES || !free.commitHeads(committedGranules(granules)))
      return 0;
    long fresh = extend(granules, 0);
    return fresh != 0 ? fresh : malloc(payload);
  }

  public void setOwner(long granule, long index) {
    long extent = extentOf(granule);
    put(extent, ExtentLayout.owned(header(extent), index));
  }

  /// Granules of a payload that is as good as any other of its size, or a number larger than all.
  public long plainPayloadGranules(long granule) {
    long header = header(extentOf(granule));
    if (ExtentLayout.isAligned(header)) return Long.MAX_VALUE;
    return ExtentLayout.granules(header) - HEADER_GRANULES;
  }

  public long payloadGranules(long granule) {
    return sizeOf(extentOf(granule)) - HEADER_GRANULES;
  }

  /// Uses the start of a free extent and leaves the rest free, as clean as it was.
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
    usedGranules += granules;
    if (rest > 0) {
      makeFree(extent + granules, rest, (header & CLEAN) | PREVIOUS_USED);
    } else {
      tellNext(extent + granules, true);
    }
    return true;
  }

  /// Takes fresh addresses at the top; the last extent is used, so there is nothing to join.
  private long extend(long granules, long owner) {
    long extent = top;
    if (!hasAddresses(extent + granules) || !commit(extent, extent, granules)) return 0;
    append(extent, granules, owner);
    return payloadOf(extent);
  }

  /// Whether the area goes on up to there.
  boolean hasAddresses(long end) {
    return bytes(end) <= HeapAreas.EXTENTS_BYTES - Backing.PAGE_BYTES;
  }

  /// Puts a used extent at the top, or beyond it with a free one between; all of it is committed.
  void append(long extent, long granules, long owner) {
    long gap = top;
    raise(extent + granules);
    put(extent, ExtentLayout.header(owner, granules, USED | PREVIOUS_USED));
    usedGranules += granules;
    if (gap < extent) makeFree(gap, extent - gap, PREVIOUS_USED);
  }

  public void free(long granule) {
    free(granule, untouchedBytes(extentOf(granule)));
  }

  /// @param emptyBytes of the extent that are not committed any more
  void free(long granule, long emptyBytes) {
    long extent = extentOf(granule);
    long header = header(extent);
    long granules = ExtentLayout.granules(header);
    usedGranules -= granules;
    free.addDirty(bytes(granules) - emptyBytes);
    coalesce(extent, granules, header & PREVIOUS_USED);
    free.purgeExcess(top);
  }

  /// Joins a piece that is used by nobody with its free neighbours.
  void coalesce(long extent, long granules, long previousUsed) {
    long next = extent + granules;
    if (next < top && !ExtentLayout.isUsed(header(next))) {
      granules += sizeOf(next);
      free.remove(next, header(next));
      if (cursor == next) cursor = extent;
    }
    if (previousUsed == 0) {
      long size = Memory.getLong(addressOf(extent) - FREE_TAIL_BYTES);
      long previous = extent - size;
      free.remove(previous, header(previous));
      granules += size;
      if (cursor == extent) cursor = previous;
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
    tellNext(extent + granules, false);
  }

  private void tellNext(long next, boolean used) {
    if (next == top) return;
    long header = header(next);
    put(next, used ? header | PREVIOUS_USED : header & ~PREVIOUS_USED);
  }

  /// Shortens a used extent where what is left over can stand alone.
  void trim(long extent, long granules) {
    long header = header(extent);
    long rest = ExtentLayout.granules(header) - granules;
    if (rest < MIN_GRANULES) return;
    long empty = 0;
    if (maySparse(ExtentLayout.granules(header))) {
      long start = addressOf(extent + granules);
      long kept = maySparse(granules) ? FREE_TAIL_BYTES : bytes(granules);
      if (!backing.commit(start - kept, kept + FREE_HEAD_BYTES)) return;
      empty = bytes(rest) - backing.committedBytes(start, bytes(rest));
    }
    put(extent, ExtentLayout.resized(header, granules));
    usedGranules -= rest;
    free.addDirty(bytes(rest) - empty);
    coalesce(extent + granules, rest, PREVIOUS_USED);
  }

  /// Changes the size of a used extent where it lies. It need not be aligned any more.
  ///
  /// @return whether it could
  public boolean resize(long granule, long payload) {
    long extent = extentOf(granule);
    long granules = ExtentLayout.granulesFor(payload);
    long size = sizeOf(extent);
    if (granules <= size) {
      put(extent, header(extent) & ~ALIGNED);
      trim(extent, granules);
      return true;
    }
    if (!mayGrow(granule, payload)) return false;
    long next = extent + size;
    if (next == top) return growAtTop(extent, granules);
    long room = sizeOf(next);
    long rest = size + room - granules;
    if (rest < MIN_GRANULES) {
      granules = size + room;
      rest = 0;
    }
    if (!commit(extent, next, granules - size + Math.min(rest, MIN_GRANULES - 1))) return false;
    long flags = (header(next) & CLEAN) | PREVIOUS_USED;
    free.remove(next, header(next));
    if (cursor == next) cursor = extent;
    grow(extent, granules, size);
    if (rest > 0) {
      makeFree(extent + granules, rest, flags);
    } else {
      tellNext(extent + granules, true);
    }
    return true;
  }

  /// Whether only the limit keeps a used extent from being as large as that where it lies.
  public boolean mayGrow(long granule, long payload) {
    long extent = extentOf(granule);
    long end = extent + ExtentLayout.granulesFor(payload);
    long next = extent + sizeOf(extent);
    if (next == top) return hasAddresses(end);
    return !ExtentLayout.isUsed(header(next)) && next + sizeOf(next) >= end;
  }

  private boolean growAtTop(long extent, long granules) {
    long size = sizeOf(extent);
    if (!commit(extent, top, granules - size)) return false;
    if (cursor == top) cursor = extent;
    raise(extent + granules);
    grow(extent, granules, size);
    return true;
  }

  private void raise(long newTop) {
    top = newTop;
    free.raise(top);
  }

  private void grow(long extent, long granules, long size) {
    put(extent, ExtentLayout.resized(header(extent) & ~ALIGNED, granules));
    usedGranules += granules - size;
  }

  /// @param extent where it begins, in granules from the first one
  /// @return the address of its payload, in granules from the heap's base
  public static long payloadOf(long extent) {
    return ORIGIN + extent + HEADER_GRANULES;
  }

  /// @param granule the address of its payload, in granules from the heap's base
  /// @return where the extent begins, in granules from the first one
  static long extentOf(long granule) {
    return granule - HEADER_GRANULES - ORIGIN;
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
