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

/// Moves used extents to other addresses. Most are copied. When a large one grows, only its ends
/// are copied, and the pages between them are mapped to the new addresses. That takes less time
/// than a copy, and no byte is committed twice.
///
/// ```text
///    page     │              │              │              │
///         ├───┼──────────────┼──────────────┼────────┤     │           the extent that grows
///         │ h │              │              │        │     │
///         └───┼──────────────┼──────────────┼────────┘     │
///        copied     mapped         mapped     copied
///         ├───┼──────────────┼──────────────┼────────┼─────┼───────┤   at the same offset in its page
///         │ h │              │              │        ┊ new         │
///         └───┼──────────────┼──────────────┼────────┼─────┼───────┘
/// ```
public final class ExtentMoves {
  /// Smaller extents are copied: that takes about as long as two system calls.
  private static final long MIN_REMAPPED_BYTES = 32 * Backing.PAGE_BYTES;

  /// Extents below 1 of 2^7 of the footprint are copied too. The system keeps a record of each
  /// mapped piece, and the number of records is limited.
  private static final int LOG_FOOTPRINT_PER_REMAPPED = 7;

  private static final long FREE_TAIL_GRANULES = FREE_TAIL_BYTES >>> HeapAreas.LOG_GRANULE_BYTES;

  private static final long PAGE_GRANULES = Backing.PAGE_BYTES >>> HeapAreas.LOG_GRANULE_BYTES;

  private final Backing backing;
  private final Extents extents;

  public ExtentMoves(Backing backing, Extents extents) {
    this.backing = backing;
    this.extents = extents;
  }

  /// Copies a used extent into a free one, and frees its old addresses.
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

  /// How far the used extent after a free one can slide down over it: all the way, or as far as its
  /// alignment allows. The alignment that the client requested is not known, only the one that the
  /// address has. It moves by a multiple of twice that. So the new address is aligned as the old
  /// one is, and not to more: the more an address is aligned, the less the next move can gain.
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

  /// Moves the used extent after a free one down. The free bytes end up behind it, except those
  /// that the distance leaves in front. The cursor stands on the free extent behind it then.
  ///
  /// @param distance from [#slideDistance], not 0
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
  /// @return the payload's new address in granules from the heap's base, or 0 if a copy is as good,
  ///   there is no room, or the system refuses
  public long growByMapping(long granule, long payload) {
    long extent = ExtentLayout.extentOf(granule);
    long header = extents.header(extent);
    long size = ExtentLayout.granules(header);
    long least =
        Math.max(MIN_REMAPPED_BYTES, backing.footprintBytes() >>> LOG_FOOTPRINT_PER_REMAPPED);
    long granules = extents.grid().granulesFor(payload);
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

  /// Maps the pages inside an extent to addresses above the top, and copies its ends there.
  private boolean map(long extent, long size, long target, long granules) {
    long area = extents.addressOf(0);
    long distance = bytes(target - extent);
    long start = pagesStart(extent);
    long end = pagesEnd(extent, size);
    long top = bytes(extents.top());
    long newEnd = bytes(target + granules);
    long headEnd =
        Math.max(extents.touch().touchedEnd(target, newEnd), bytes(extent + size) + distance);
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

  /// The start of the first page after the header and links of a free extent, in bytes from the
  /// area's start.
  public static long pagesStart(long extent) {
    return HeapAreas.roundUp(bytes(extent) + FREE_HEAD_BYTES, Backing.PAGE_BYTES);
  }

  /// The end of the last page before the size at the end of a free extent, in bytes from the area's
  /// start.
  public static long pagesEnd(long extent, long size) {
    return (bytes(extent + size) - FREE_TAIL_BYTES) & -Backing.PAGE_BYTES;
  }

  private static void copy(long address, long length, long distance) {
    Memory.copy(address, address + distance, length);
  }
}
