package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.ALIGNED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_HEAD_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.FREE_TAIL_BYTES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.MIN_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.PREVIOUS_USED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.USED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.bytes;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// Allocates extents whose payload is aligned to more than all payloads are. What is left free
/// before one is an extent of its own, so either it is long enough for that or there is none.
///
/// ```text
///      a hole, or the top                 a multiple of the alignment
///     ├────────────────────────┬────────┼─────────────────────┬──────────┤
///     │ gap: stays free        │ header │ payload             │ free     │
///     └────────────────────────┴────────┴─────────────────────┴──────────┘
/// ```
public final class AlignedExtents {
  private final Backing backing;
  private final Extents extents;

  public AlignedExtents(Backing backing, Extents extents) {
    this.backing = backing;
    this.extents = extents;
  }

  /// @param payload granules that the client requested
  /// @param alignment in granules, a power of two
  /// @return the payload's address in granules from the heap's base, or 0 when the limit leaves no
  ///   room
  public long malloc(long payload, long alignment) {
    long granules = extents.grid().granulesFor(payload);
    long room = extents.grid().roundUp(granules + MIN_GRANULES + alignment);
    if (room > ExtentLayout.MAX_GRANULES) return 0;
    long top = extents.top();
    if (!extents.free().commitHeads(gapBefore(top, alignment) + granules)) return 0;
    long hole = extents.free().find(room, top);
    if (hole < 0 || !extents.place(hole, room, 0)) return extend(granules, alignment);
    long extent = hole + gapBefore(hole, alignment);
    if (extent > hole) split(hole, extent);
    extents.put(extent, extents.header(extent) | ALIGNED);
    ExtentResizing.trim(extents, extent, granules);
    return ExtentLayout.payloadOf(extent);
  }

  /// Cuts a used extent in two, and frees the first part.
  private void split(long hole, long extent) {
    long header = extents.header(hole);
    long granules = ExtentLayout.granules(header);
    long rest = granules - (extent - hole);
    extents.divided(granules, rest);
    extents.put(hole, ExtentLayout.resized(header, extent - hole));
    extents.put(extent, ExtentLayout.header(0, rest, USED | PREVIOUS_USED));
    extents.free(ExtentLayout.payloadOf(hole));
  }

  /// Takes fresh addresses at the top. Of the gap that is left free, only the ends are committed.
  private long extend(long granules, long alignment) {
    long top = extents.top();
    long extent = top + gapBefore(top, alignment);
    boolean committed =
        extents.hasAddresses(extent + granules)
            && backing.commitAll(
                extents.addressOf(top),
                FREE_HEAD_BYTES,
                extents.addressOf(extent) - FREE_TAIL_BYTES,
                FREE_TAIL_BYTES + bytes(granules));
    if (!committed) return 0;
    extents.append(extent, granules, 0);
    extents.put(extent, extents.header(extent) | ALIGNED);
    return ExtentLayout.payloadOf(extent);
  }

  /// Granules to leave free before an extent, so that its payload is aligned.
  ///
  /// @param extent where it would begin without a gap
  private long gapBefore(long extent, long alignment) {
    long payload = ExtentLayout.payloadOf(extent);
    long gap = HeapAreas.roundUp(payload, alignment) - payload;
    return gap > 0 && gap < MIN_GRANULES ? gap + alignment : gap;
  }
}
