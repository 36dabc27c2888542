package org.heaplab.measure.measurement;

import java.io.IOException;
import java.util.List;

/// Times what no replay can: a lock and an unlock take less than reading a clock does. Whoever
/// starts a run has benchmarks for it; this room knows only what it asks of them.
@FunctionalInterface
public interface LockTimer {
  /// What it costs to read from a block.
  ///
  /// @param blocks how many are reached in turn
  /// @param plainNanos by its address
  /// @param lockedNanos by its handle, which is locked before and unlocked after
  public record Times(int blocks, double plainNanos, double lockedNanos) {}

  /// One round.
  ///
  /// @param allocator its specification
  /// @return one for each set of blocks
  /// @throws IOException when it cannot be measured here; the message says why
  public List<Times> round(String allocator) throws IOException;
}
