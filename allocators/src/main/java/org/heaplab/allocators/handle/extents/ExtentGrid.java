package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.HEADER_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.MIN_GRANULES;

import org.heaplab.allocators.handle.pages.HeapAreas;

/// Where extents may lie, so that every payload is aligned to a quantum. All extents are multiples
/// of the quantum, and the first one begins a header before such a multiple.
///
/// ```text
///     granule        0   1   2   3   4   5   6   7   8   9
///     quantum of 1   ├ h ┼───────────┼ h ┼───────────┼ h ┼─ ─
///     quantum of 2       ├ h ┼───────────┼ h ┼───────────┼ ─ ─
/// ```
///
/// So a header takes no more room with a quantum of 2: of two sizes, the one with which header and
/// payload are a multiple has no padding.
///
/// @param quantum granules, a power of two
public record ExtentGrid(long quantum) {
  /// The first extent. The granules before it are in none.
  public long first() {
    return quantum - HEADER_GRANULES;
  }

  /// The size of an extent with room for a payload, and for the links when it is free.
  public long granulesFor(long payload) {
    return roundUp(Math.max(payload + HEADER_GRANULES, MIN_GRANULES));
  }

  long roundUp(long granules) {
    return HeapAreas.roundUp(granules, quantum);
  }

  /// Whether an extent may have this size.
  public boolean allows(long granules) {
    return granules >= MIN_GRANULES && roundUp(granules) == granules;
  }
}
