package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.ALIGNED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_HEAD_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_TAIL_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.MIN_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.PREVIOUS_USED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.bytes;

import org.heaplab.allocators.backing.Backing;

/// Changes the size of a used extent without moving it. It grows into the free extent after it, or
/// into fresh addresses if it is the last one.
///
/// ```text
///     ├──────┬──────────────┬──────┤        ├──────────────┬──────┬──────┤
///     │ used │ free         │ used │  ─────▶ │ used         │ free │ used │
///     ├──────┴──────────────┴──────┤        ├──────────────┴──────┴──────┤
/// ```
///
/// Takes constant time, and time for each page committed or given back.
public final class ExtentResizing {
  private ExtentResizing() {}

  /// The extent need not be aligned any more.
  ///
  /// @param granule the payload's address in granules from the heap's base
  /// @param payload granules that it is to have
  /// @return whether that was possible
  public static boolean resize(Extents extents, long granule, long payload) {
    long extent = ExtentLayout.extentOf(granule);
    long granules = extents.grid().granulesFor(payload);
    long size = extents.sizeOf(extent);
    if (granules <= size) {
      extents.put(extent, extents.header(extent) & ~ALIGNED);
      trim(extents, extent, granules);
      return true;
    }
    if (!mayGrow(extents, granule, payload)) return false;
    long next = extent + size;
    return next == extents.top()
        ? growAtTop(extents, extent, size, granules)
        : growIntoNext(extents, extent, size, granules);
  }

  /// Shortens a used extent if what is left over is large enough for an extent of its own.
  static void trim(Extents extents, long extent, long granules) {
    long header = extents.header(extent);
    long rest = ExtentLayout.granules(header) - granules;
    if (rest < MIN_GRANULES) return;
    long empty = 0;
    if (extents.mayBePartial(ExtentLayout.granules(header))) {
      Backing backing = extents.backing();
      long start = extents.addressOf(extent + granules);
      long kept = extents.mayBePartial(granules) ? FREE_TAIL_BYTES : bytes(granules);
      if (!backing.commit(start - kept, kept + FREE_HEAD_BYTES)) return;
      empty = bytes(rest) - backing.committedBytes(start, bytes(rest));
    }
    extents.put(extent, ExtentLayout.resized(header, granules));
    extents.resized(granules + rest, granules);
    extents.free().addDirty(bytes(rest) - empty);
    extents.coalesce(extent + granules, rest, PREVIOUS_USED);
  }

  /// Whether a used extent could be that large at its address, if the limit allows it.
  public static boolean mayGrow(Extents extents, long granule, long payload) {
    long extent = ExtentLayout.extentOf(granule);
    long end = extent + extents.grid().granulesFor(payload);
    long next = extent + extents.sizeOf(extent);
    if (next == extents.top()) return extents.hasAddresses(end);
    return !ExtentLayout.isUsed(extents.header(next)) && next + extents.sizeOf(next) >= end;
  }

  private static boolean growIntoNext(Extents extents, long extent, long size, long granules) {
    long next = extent + size;
    long room = extents.sizeOf(next);
    long rest = size + room - granules;
    if (rest < MIN_GRANULES) {
      granules = size + room;
      rest = 0;
    }
    long committed = granules - size + Math.min(rest, MIN_GRANULES - 1);
    if (!extents.commit(extent, next, committed)) return false;
    long header = extents.header(next);
    extents.free().remove(next, header);
    extents.moveCursor(next, extent);
    grow(extents, extent, granules, size);
    extents.leaveFree(extent + granules, rest, header);
    return true;
  }

  private static boolean growAtTop(Extents extents, long extent, long size, long granules) {
    long top = extents.top();
    if (!extents.commit(extent, top, granules - size)) return false;
    extents.moveCursor(top, extent);
    extents.raise(extent + granules);
    grow(extents, extent, granules, size);
    return true;
  }

  private static void grow(Extents extents, long extent, long granules, long size) {
    extents.put(extent, ExtentLayout.resized(extents.header(extent) & ~ALIGNED, granules));
    extents.resized(size, granules);
  }
}
