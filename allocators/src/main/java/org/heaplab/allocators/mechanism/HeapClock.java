package org.heaplab.allocators.mechanism;

/// The time by which a heap tells how long pages have been free. It reads no clock of the system,
/// so that the same calls always give the same placements: its client says what time it is, where
/// it knows, and in between each operation takes a fixed time.
public final class HeapClock {
  /// About what an operation takes, and writing its block.
  private static final long NANOS_PER_OPERATION = 50;

  private long nanos;

  /// An operation begins.
  public void tick() {
    nanos += NANOS_PER_OPERATION;
  }

  /// The client says what time it is. The clock never goes back.
  ///
  /// @param clientNanos nanoseconds since the client began
  public void passTo(long clientNanos) {
    nanos = Math.max(nanos, clientNanos);
  }

  /// Nanoseconds since the heap was made.
  public long nanos() {
    return nanos;
  }
}
