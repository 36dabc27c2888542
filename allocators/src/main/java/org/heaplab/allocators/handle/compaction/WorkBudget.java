package org.heaplab.allocators.handle.compaction;

/// How many bytes may still be moved and how many things looked at, and how many bytes have been
/// moved. A move that would pass the budget closes it; looks may run into debt.
final class WorkBudget {
  /// More looks than any heap has things to look at.
  static final long ANY_LOOKS = 1L << 40;

  /// Copying so much takes about as long as a look.
  private static final int LOG_BYTES_PER_LOOK = 9;

  private long leftBytes;
  private long leftLooks;
  private long movedBytes;
  private boolean open;

  void allow(long bytes, long looks) {
    leftBytes = bytes;
    leftLooks = looks;
    open = bytes > 0;
  }

  /// Whether no move was refused.
  boolean mayMove() {
    return open;
  }

  /// Whether there is something left of both.
  boolean isOpen() {
    return open && leftLooks > 0;
  }

  /// Accounts for looks at memory that is probably in no cache.
  void look(long count) {
    leftLooks -= count;
  }

  long leftLooks() {
    return leftLooks;
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
    look(bytes >>> LOG_BYTES_PER_LOOK);
    movedBytes += bytes;
    return true;
  }
}
