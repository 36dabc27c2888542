package org.heaplab.allocators.handle.compaction;

/// How many bytes compaction may still move, and how many entries, pages and extents it may still
/// visit. It also counts the bytes moved so far. A move that would exceed the budget is refused and
/// closes it; visits may exceed it.
final class WorkBudget {
  /// More visits than any heap needs.
  static final long ANY_VISITS = 1L << 40;

  /// Copying so many bytes takes about as long as a visit.
  private static final int LOG_BYTES_PER_VISIT = 9;

  private long leftBytes;
  private long leftVisits;
  private long movedBytes;
  private boolean open;

  void allow(long bytes, long visits) {
    leftBytes = bytes;
    leftVisits = visits;
    open = bytes > 0;
  }

  /// Whether no move was refused.
  boolean mayMove() {
    return open;
  }

  /// Whether no move was refused and there are visits left.
  boolean isOpen() {
    return open && leftVisits > 0;
  }

  /// Counts visits. Each is to memory that is probably in no cache.
  void visit(long count) {
    leftVisits -= count;
  }

  long leftVisits() {
    return leftVisits;
  }

  long movedBytes() {
    return movedBytes;
  }

  /// Counts a move, if the budget allows it.
  ///
  /// @return whether it does
  boolean spend(long bytes) {
    if (bytes > leftBytes) {
      open = false;
      return false;
    }
    leftBytes -= bytes;
    visit(bytes >>> LOG_BYTES_PER_VISIT);
    movedBytes += bytes;
    return true;
  }
}
