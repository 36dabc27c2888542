package org.heaplab.allocators.handle;

/// How many bytes may still be moved, and how many have been. A move that would pass the budget
/// closes it.
final class Budget {
  private long leftBytes;
  private long movedBytes;
  private boolean open;

  void allow(long bytes) {
    leftBytes = bytes;
    open = bytes > 0;
  }

  boolean isOpen() {
    return open;
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
    movedBytes += bytes;
    return true;
  }
}
