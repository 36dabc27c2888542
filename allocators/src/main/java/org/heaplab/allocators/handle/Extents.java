package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.ExtentLayout.ALIGNED;
import static org.heaplab.allocators.handle.ExtentLayout.CLEAN;
import static org.heaplab.allocators.handle.ExtentLayout.FREE_HEAD_BYTES;
import static org.heaplab.allocators.handle.ExtentLayout.FREE_TAIL_BYTES;
import static org.heaplab.allocators.handle.ExtentLayout.HEADER_GRANULES;
import static org.heaplab.allocators.handle.ExtentLayout.MIN_GRANULES;
import static org.heaplab.allocators.handle.ExtentLayout.PREVIOUS_USED;
import static org.heaplab.allocators.handle.ExtentLayout.USED;
import static org.heaplab.allocators.handle.ExtentLayout.bytes;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

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
/// 7. a used extent is committed, and of a clean one the pages between its ends are not;
/// 8. no page above the high-water mark is committed.
///
/// Allocating and freeing take constant time, and time for each page committed or given back.
final class Extents {
  private final Backing backing;
  private final FreeExtents free;
  private final long area;
  private final long origin = Layout.EXTENTS >>> LOG_GRANULE_BYTES;
  private long top;

  private long usedGranules;

  /// Where the compaction that is under way stands; kept on an extent's start while extents merge.
  private long cursor;

  Extents(Backing backing, Release release) {
    this.backing = backing;
    this.free = new FreeExtents(backing, release);
    this.area = backing.base() + Layout.EXTENTS;
  }

  /// Granules in used extents, headers included.
  long usedGranules() {
    return usedGranules;
  }

  FreeExtents free() {
    return free;
  }

  /// Bytes from the top to the end of what may be committed.
  long bytesAboveTop() {
    return Layout.roundUp(bytes(free.highWater()), Backing.PAGE_BYTES) - bytes(top);
  }

  long top() {
    return top;
  }

  long cursor() {
    return cursor;
  }

  void setCursor(long extent) {
    cursor = extent;
  }

  /// @param payload granules the client asked for
  /// @return the payload's address in granules from the heap's base, or 0 when the limit leaves no
  ///   room
  long malloc(long payload) {
    long granules = ExtentLayout.granulesFor(payload);
    if (granules > ExtentLayout.MAX_GRANULES || !free.commitHeads(granules)) return 0;
    long extent = free.find(granules, top);
    if (extent < 0 || !place(extent, granules, 0)) return extend(granules, 0);
    return origin + extent + HEADER_GRANULES;
  }

  /// Like [#malloc], but above the top as long as there are addresses: holes are left for
  /// compaction, to learn what reusing them is worth.
  long mallocFresh(long payload) {
    long granules = ExtentLayout.granulesFor(payload);
    if (granules > ExtentLayout.MAX_GRANULES || !free.commitHeads(granules)) return 0;
    long fresh = extend(granules, 0);
    return fresh != 0 ? fresh : malloc(payload);
  }

  /// @param alignment in granules, a power of two
  long mallocAligned(long payload, long alignment) {
    long granules = ExtentLayout.granulesFor(payload);
    long room = granules + MIN_GRANULES + alignment;
    if (room > ExtentLayout.MAX_GRANULES) return 0;
    if (!free.commitHeads(gapAtTop(alignment) + granules)) return 0;
    long hole = free.find(room, top);
    if (hole < 0 || !place(hole, room, 0)) return extendAligned(granules, alignment);
    long placed = origin + hole + HEADER_GRANULES;
    long extent = placed - origin - HEADER_GRANULES;
    long aligned = Layout.roundUp(placed, alignment) - origin - HEADER_GRANULES;
    if (aligned != extent && aligned - extent < MIN_GRANULES) aligned += alignment;
    if (aligned != extent) {
      if (!free.commit(aligned, MIN_GRANULES)) {
        free(placed);
        return 0;
      }
      long size = sizeOf(extent);
      put(
          extent,
          ExtentLayout.header(0, aligned - extent, (header(extent) & PREVIOUS_USED) | USED));
      put(aligned, ExtentLayout.header(0, size - (aligned - extent), USED | PREVIOUS_USED));
      free(origin + extent + HEADER_GRANULES);
    }
    put(aligned, header(aligned) | ALIGNED);
    trim(aligned, granules);
    return origin + aligned + HEADER_GRANULES;
  }

  /// Takes fresh addresses at the top, and commits no more than what is used of them and the ends
  /// of what is left free before.
  private long extendAligned(long granules, long alignment) {
    long extent = top + gapAtTop(alignment);
    boolean committed =
        hasAddresses(extent + granules)
            && backing.commitAll(
                addressOf(top),
                FREE_HEAD_BYTES,
                addressOf(extent) - FREE_TAIL_BYTES,
                FREE_TAIL_BYTES + bytes(granules));
    if (!committed) return 0;
    append(extent, granules, 0);
    put(extent, header(extent) | ALIGNED);
    return origin + extent + HEADER_GRANULES;
  }

  /// Granules to be left free before an extent at the top whose payload is aligned.
  private long gapAtTop(long alignment) {
    long payload = origin + top + HEADER_GRANULES;
    long gap = Layout.roundUp(payload, alignment) - payload;
    return gap > 0 && gap < MIN_GRANULES ? gap + alignment : gap;
  }

  void setOwner(long granule, long index) {
    long extent = granule - origin - HEADER_GRANULES;
    put(extent, ExtentLayout.owned(header(extent), index));
  }

  /// Granules of a payload that is as good as any other of its size, or a number larger than all.
  long plainPayloadGranules(long granule) {
    long header = header(granule - origin - HEADER_GRANULES);
    if ((header & ALIGNED) != 0) return Long.MAX_VALUE;
    return ExtentLayout.granules(header) - HEADER_GRANULES;
  }

  long payloadGranules(long granule) {
    return sizeOf(granule - origin - HEADER_GRANULES) - HEADER_GRANULES;
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
    if (!free.commit(extent, granules + Math.min(rest, MIN_GRANULES - 1))) return false;
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
    if (!hasAddresses(extent + granules) || !free.commit(extent, granules)) return 0;
    append(extent, granules, owner);
    return origin + extent + HEADER_GRANULES;
  }

  /// Whether the area goes on up to there.
  boolean hasAddresses(long end) {
    return bytes(end) <= Layout.EXTENTS_BYTES - Backing.PAGE_BYTES;
  }

  /// Puts a used extent at the top, or beyond it with a free one between; all of it is committed.
  void append(long extent, long granules, long owner) {
    long gap = top;
    raise(extent + granules);
    put(extent, ExtentLayout.header(owner, granules, USED | PREVIOUS_USED));
    usedGranules += granules;
    if (gap < extent) makeFree(gap, extent - gap, PREVIOUS_USED);
  }

  void free(long granule) {
    free(granule, 0);
  }

  /// @param emptyBytes of the extent that are not committed any more
  void free(long granule, long emptyBytes) {
    long extent = granule - origin - HEADER_GRANULES;
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
  private void trim(long extent, long granules) {
    long header = header(extent);
    long rest = ExtentLayout.granules(header) - granules;
    if (rest < MIN_GRANULES) return;
    put(extent, ExtentLayout.resized(header, granules));
    usedGranules -= rest;
    free.addDirty(bytes(rest));
    coalesce(extent + granules, rest, PREVIOUS_USED);
  }

  /// Changes the size of a used extent where it lies. It need not be aligned any more.
  ///
  /// @return whether it could
  boolean resize(long granule, long payload) {
    long extent = granule - origin - HEADER_GRANULES;
    long granules = ExtentLayout.granulesFor(payload);
    long size = sizeOf(extent);
    if (granules <= size) {
      put(extent, header(extent) & ~ALIGNED);
      trim(extent, granules);
      return true;
    }
    if (granules > ExtentLayout.MAX_GRANULES) return false;
    long next = extent + size;
    if (next == top) return growAtTop(extent, granules);
    if (ExtentLayout.isUsed(header(next)) || size + sizeOf(next) < granules) return false;
    long room = sizeOf(next);
    long rest = size + room - granules;
    if (rest < MIN_GRANULES) {
      granules = size + room;
      rest = 0;
    }
    if (!free.commit(next, granules - size + Math.min(rest, MIN_GRANULES - 1))) return false;
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

  private boolean growAtTop(long extent, long granules) {
    long size = sizeOf(extent);
    if (!hasAddresses(extent + granules) || !free.commit(top, granules - size)) return false;
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

  long origin() {
    return origin;
  }

  long header(long extent) {
    return Memory.getLong(addressOf(extent));
  }

  long sizeOf(long extent) {
    return ExtentLayout.granules(header(extent));
  }

  long addressOf(long extent) {
    return area + (extent << LOG_GRANULE_BYTES);
  }

  /// How many of an extent's bytes lie in committed pages.
  long committedBytes(long extent) {
    return backing.committedBytes(addressOf(extent), bytes(sizeOf(extent)));
  }

  void put(long extent, long header) {
    Memory.putLong(addressOf(extent), header);
  }
}
