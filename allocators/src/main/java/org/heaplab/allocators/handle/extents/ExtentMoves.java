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

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;

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
public final class ExtentMoves {
  /// Payloads of less are copied: two system calls cost about as much.
  private static final long MIN_REMAPPED_BYTES = 32 * Backing.PAGE_BYTES;

  /// Nor is anything below this share of the footprint remapped, 1 of 2^7: the system keeps a
  /// record of each piece, and has room for so many.
  private static final int LOG_FOOTPRINT_PER_REMAPPED = 7;

  private static final long FREE_TAIL_GRANULES = FREE_TAIL_BYTES >>> HeapAreas.LOG_GRANULE_BYTES;

  private static final long PAGE_GRANULES = Backing.PAGE_BYTES >>> HeapAreas.LOG_GRANULE_BYTES;

  private final Backing backing;
  private final Extents extents;

  public ExtentMoves(Backing backing, Extents extents) {
    this.backing = backing;
    this.extents = extents;
  }

  /// Moves a used extent into a free one elsewhere, and frees where it lay.
  ///
  /// @return the payload's new address in granules from the heap's base, or 0 when there is no room
  public long moveTo(long target, long extent) {
    long header = extents.header(extent);
    long granules = ExtentLayout.granules(header);
    if (!extents.place(target, granules, ExtentLayout.owner(header))) return 0;
    copyPayload(extent, target, granules);
    extents.free(ExtentLayout.payloadOf(extent));
    return ExtentLayout.payloadOf(target);
  }

  /// How far the used extent after a free one can slide down over it: all the way, or as far as an
  /// alignment allows. How the client wants it aligned is not known, only how it is; a multiple of
  /// twice that keeps it just so, lest it become the harder to move with each move.
  ///
  /// @return granules, 0 when it cannot
  public long slideDistance(long gap) {
    long room = extents.sizeOf(gap);
    long extent = gap + room;
    if (!ExtentLayout.isAligned(extents.header(extent))) return room;
    long unit = Math.min(2 * Long.lowestOneBit(ExtentLayout.payloadOf(extent)), PAGE_GRANULES);
    long distance = room & -unit;
    return distance == room || room - distance >= MIN_GRANULES
        ? distance
        : Math.max(0, distance - unit);
  }

  /// Moves the used extent after a free one down. What the free one was long ends up behind it, but
  /// for what the distance leaves in front, and the cursor on it.
  ///
  /// @param distance as [#slideDistance] has it, not 0
  /// @return the payload's new address in granules from the heap's base, or 0 when there is no room
  ///   to do it
  public long slide(long gap, long distance) {
    long gapHeader = extents.header(gap);
    long extent = gap + ExtentLayout.granules(gapHeader);
    long header = extents.header(extent);
    long granules = ExtentLayout.granules(header);
    long target = extent - distance;
    long start = target == gap ? gap : target - FREE_TAIL_GRANULES;
    if (!extents.free().commit(start, target + granules + MIN_GRANULES - 1 - start)) return 0;
    extents.free().remove(gap, gapHeader);
    copyPayload(extent, target, granules);
    long flags = USED | (header & ALIGNED) | (gapHeader & PREVIOUS_USED);
    extents.put(target, ExtentLayout.header(ExtentLayout.owner(header), granules, flags));
    if (gap < target) extents.makeFree(gap, target - gap, gapHeader & (CLEAN | PREVIOUS_USED));
    extents.setCursor(target + granules);
    extents.free().addDirty(bytes(granules));
    extents.coalesce(target + granules, distance, PREVIOUS_USED);
    return ExtentLayout.payloadOf(target);
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
  public long growByMapping(long granule, long payload) {
    long extent = ExtentLayout.extentOf(granule);
    long header = extents.header(extent);
    long size = ExtentLayout.granules(header);
    long least =
        Math.max(MIN_REMAPPED_BYTES, backing.footprintBytes() >>> LOG_FOOTPRINT_PER_REMAPPED);
    long granules = payload + HEADER_GRANULES;
    if (granules <= size || bytes(size) < least || ExtentLayout.isAligned(header)) return 0;
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
    return ExtentLayout.payloadOf(target);
  }

  /// Makes the contents of an extent appear at addresses above the top as well, but for the pages
  /// inside it, which are only there then.
  private boolean map(long extent, long size, long target, long granules) {
    long area = extents.addressOf(0);
    long distance = bytes(target - extent);
    long start = pagesStart(extent);
    long end = pagesEnd(extent, size);
    long top = bytes(extents.top());
    long newEnd = bytes(target + granules);
    long headEnd = Math.max(extents.touchedEnd(target, newEnd), bytes(extent + size) + distance);
    if (!backing.commitAll(
        area + top,
        start + distance - top,
        area + newEnd - FREE_TAIL_BYTES,
        FREE_TAIL_BYTES,
        area + end + distance,
        headEnd - end - distance)) {
      return false;
    }
    if (!backing.move(area + start, area + start + distance, end - start)) return false;
    copy(area + bytes(extent), start - bytes(extent), distance);
    copy(area + end, bytes(extent + size) - end, distance);
    return true;
  }

  /// Where the first page begins that holds nothing of the links that a free extent needs.
  public static long pagesStart(long extent) {
    return HeapAreas.roundUp(bytes(extent) + FREE_HEAD_BYTES, Backing.PAGE_BYTES);
  }

  /// Where the last page ends that does not hold the size at a free extent's end.
  public static long pagesEnd(long extent, long size) {
    return (bytes(extent + size) - FREE_TAIL_BYTES) & -Backing.PAGE_BYTES;
  }

  private static void copy(long address, long length, long distance) {
    Memory.copy(address, address + distance, length);
  }
}
