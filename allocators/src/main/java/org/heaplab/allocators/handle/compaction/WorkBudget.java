package org.heaplab.allocators.handle.compaction;

/// How many bytes may still be moved and how many things looked at, and how many bytes have been
/// moved. A move that would pass the budget closes it; visits may run into debt.
final class WorkBudget {
  /// More visits than any heap has things to look at.
  static final long ANY_VISITS = 1L << 40;

  /// Copying so much takes about as long as a look.
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

  /// Whether there is something left of both.
  boolean isOpen() {
    return open && leftVisits > 0;
  }

  /// Accounts for visits at memory that is probably in no cache.
  void visit(long count) {
    leftVisits -= count;
  }

  long leftVisits() {
    return leftVisits;
  }

  long movedBytes() {
    return movedBytes;
  }

  /// @return whether the budget allowed for the move, which is then accounted for
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
