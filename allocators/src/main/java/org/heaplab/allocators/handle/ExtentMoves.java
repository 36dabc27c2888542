package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.ExtentLayout.FREE_HEAD_BYTES;
import static org.heaplab.allocators.handle.ExtentLayout.FREE_TAIL_BYTES;
import static org.heaplab.allocators.handle.ExtentLayout.HEADER_GRANULES;
import static org.heaplab.allocators.handle.ExtentLayout.MIN_GRANULES;
import static org.heaplab.allocators.handle.ExtentLayout.PREVIOUS_USED;
import static org.heaplab.allocators.handle.ExtentLayout.USED;
import static org.heaplab.allocators.handle.ExtentLayout.bytes;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// The ways in which an extent gets to another place. Small ones are copied; of a large one that
/// grows, only the ends are, and the pages between them are mapped to the new addresses: that costs
/// less than a copy, and its bytes are never committed twice.
///
/// ```text
///    page     │              │              │              │
///         ├───┼──────────────┼──────────────┼────────┤     │           the extent that grows
///         │ h │              │              │        │     │
///         └───┼──────────────┼──────────────┼────────┘     │
///        copied     mapped         mapped     copied
///         ├───┼──────────────┼──────────────┼────────┼─────┼───────┤   at the same place in its page
///         │ h │              │              │        ┊ new         │
///         └───┼──────────────┼──────────────┼────────┼─────┼───────┘
/// ```
final class ExtentMoves {
  /// Payloads of less are copied: two system calls cost about as much.
  private static final long MIN_REMAPPED_BYTES = 32 * Backing.PAGE_BYTES;

  /// Nor is anything below this share of the footprint remapped, 1 of 2^7: the system keeps a
  /// record of each piece, and has room for so many.
  private static final int LOG_FOOTPRINT_PER_REMAPPED = 7;

  private static final long PAGE_GRANULES = Backing.PAGE_BYTES >>> EntryLayout.LOG_GRANULE_BYTES;

  private final Backing backing;
  private final Extents extents;

  ExtentMoves(Backing backing, Extents extents) {
    this.backing = backing;
    this.extents = extents;
  }

  /// Moves a used extent into a free one elsewhere, and frees where it lay.
  ///
  /// @return the payload's new address in granules from the heap's base, or 0 when there is no room
  long moveTo(long target, long extent) {
    long header = extents.header(extent);
    long granules = ExtentLayout.granules(header);
    if (!extents.place(target, granules, ExtentLayout.owner(header))) return 0;
    copyPayload(extent, target, granules);
    extents.free(payloadOf(extent));
    return payloadOf(target);
  }

  /// Moves the used extent after a free one to that one's start. The free one ends up behind it,
  /// and the cursor on it.
  ///
  /// @return the payload's new address in granules from the heap's base, or 0 when there is no room
  ///   to do it
  long slide(long gap) {
    long gapHeader = extents.header(gap);
    long room = ExtentLayout.granules(gapHeader);
    long extent = gap + room;
    long header = extents.header(extent);
    long granules = ExtentLayout.granules(header);
    if (!extents.free().commit(gap, granules + MIN_GRANULES - 1)) return 0;
    extents.free().remove(gap, gapHeader);
    copyPayload(extent, gap, granules);
    extents.put(
        gap,
        ExtentLayout.header(
            ExtentLayout.owner(header), granules, (gapHeader & PREVIOUS_USED) | USED));
    extents.setCursor(gap + granules);
    extents.free().addDirty(bytes(granules));
    extents.coalesce(gap + granules, room, PREVIOUS_USED);
    return payloadOf(gap);
  }

  private void copyPayload(long extent, long target, long granules) {
    Memory.copy(
        extents.addressOf(extent + HEADER_GRANULES),
        extents.addressOf(target + HEADER_GRANULES),
        bytes(granules - HEADER_GRANULES));
  }

  /// Moves a large used extent to the top, where it can grow, by mapping its pages there.
  ///
  /// @param payload granules that it is to have, more than it has
  /// @return the payload's new address in granules from the heap's base, or 0 where copying is as
  ///   good, or there is no room or no way to do it
  long growByMapping(long granule, long payload) {
    long extent = granule - extents.origin() - HEADER_GRANULES;
    long header = extents.header(extent);
    long size = ExtentLayout.granules(header);
    long least =
        Math.max(MIN_REMAPPED_BYTES, backing.footprintBytes() >>> LOG_FOOTPRINT_PER_REMAPPED);
    long granules = payload + HEADER_GRANULES;
    if (granules <= size || bytes(size) < least || (header & ExtentLayout.ALIGNED) != 0) return 0;
    FreeExtents free = extents.free();
    long top = extents.top();
    long gap = (extent - top) & (PAGE_GRANULES - 1);
    if (gap != 0 && gap < MIN_GRANULES) gap += PAGE_GRANULES;
    long target = top + gap;
    if (granules > ExtentLayout.MAX_GRANULES || !extents.hasAddresses(target + granules)) return 0;
    free.purgeAbove(top, free.highWater());
    if (!map(extent, size, target, granules)) {
      free.purgeAbove(top, target + granules);
      return 0;
    }
    extents.append(target, granules, ExtentLayout.owner(header));
    extents.free(granule, pagesEnd(extent, size) - pagesStart(extent));
    return payloadOf(target);
  }

  /// Makes the contents of an extent appear at addresses above the top as well, but for the pages
  /// inside it, which are only there then.
  private boolean map(long extent, long size, long target, long granules) {
    long area = extents.addressOf(0);
    long distance = bytes(target - extent);
    long start = pagesStart(extent);
    long end = pagesEnd(extent, size);
    long top = bytes(extents.top());
    if (!backing.commitAll(
        area + top,
        start + distance - top,
        area + end + distance,
        bytes(target + granules) - end - distance)) {
      return false;
    }
    if (!backing.move(area + start, area + start + distance, end - start)) return false;
    copy(area + bytes(extent), start - bytes(extent), distance);
    copy(area + end, bytes(extent + size) - end, distance);
    return true;
  }

  /// Where the first page begins that holds nothing of the links that a free extent needs.
  static long pagesStart(long extent) {
    return Layout.roundUp(bytes(extent) + FREE_HEAD_BYTES, Backing.PAGE_BYTES);
  }

  /// Where the last page ends that does not hold the size at a free extent's end.
  static long pagesEnd(long extent, long size) {
    return (bytes(extent + size) - FREE_TAIL_BYTES) & -Backing.PAGE_BYTES;
  }

  private static void copy(long address, long length, long distance) {
    Memory.copy(address, address + distance, length);
  }

  private long payloadOf(long extent) {
    return extents.origin() + extent + HEADER_GRANULES;
  }
}
