package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.extents.ExtentLayout.HEADER_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.MIN_GRANULES;
import static org.heaplab.allocators.handle.extents.ExtentLayout.bytes;
import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

/// How much of the payload the client of the present request will touch. Only so many bytes of it
/// are committed when an extent is allocated or grows, and its ends.
public final class ExpectedTouch {
  private static final long ALL = Long.MAX_VALUE;

  private long touchedBytes = ALL;
  private boolean wasEverPart;

  /// Begins a request.
  public void expect(long payloadBytes) {
    touchedBytes = payloadBytes;
    wasEverPart = true;
  }

  /// Ends it. Requests are for payloads that are touched whole until the next one begins.
  public void expectAll() {
    touchedBytes = ALL;
  }

  boolean isAll() {
    return touchedBytes == ALL;
  }

  long touchedBytes() {
    return touchedBytes;
  }

  /// Whether there ever was a request of which not all would be touched.
  boolean wasEverPart() {
    return wasEverPart;
  }

  /// About how many granules at the start of a new extent are committed.
  long committedGranules(long granules) {
    return Math.min(granules, (touchedBytes >>> LOG_GRANULE_BYTES) + MIN_GRANULES);
  }

  /// The end of what will be touched of an extent, in bytes from the area's start.
  ///
  /// @param end of the extent
  long touchedEnd(long extent, long end) {
    return touchedBytes >= end ? end : bytes(extent + HEADER_GRANULES) + touchedBytes;
  }

  /// How much of a payload must be copied: what will not be touched is left out.
  public long bytesToCopy(long payloadBytes) {
    return Math.min(payloadBytes, touchedBytes);
  }

  /// How many bytes of the present request will not be touched, at most.
  public long untouchedBytes(long granules) {
    return Math.max(0, bytes(granules) - touchedBytes);
  }
}
