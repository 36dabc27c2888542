package org.heaplab.measure.measurement;

import java.io.IOException;
import java.util.List;

/// Times what no replay can: a lock and an unlock take less time than reading a clock. The
/// benchmarks that do it are in another module, which this one does not know; who starts a run
/// hands them in.
@FunctionalInterface
public interface LockTimer {
  /// What it costs to read from a block.
  ///
  /// @param blocks how many are reached in turn
  /// @param plainNanos by its address
  /// @param lockedNanos by its handle, which is locked before and unlocked after
  record Times(int blocks, double plainNanos, double lockedNanos) {}

  /// One round.
  ///
  /// @param allocator its specification
  /// @return one for each set of blocks
  /// @throws IOException when it cannot be measured here; the message says why
  List<Times> round(String allocator) throws IOException;
}
