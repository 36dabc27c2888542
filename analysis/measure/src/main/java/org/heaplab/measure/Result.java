package org.heaplab.measure;

import org.heaplab.results.metric.Cell;

/// One allocator on one trace.
///
/// @param cell what was measured
/// @param valid whether the allocator behaved; what an invalid one measured means nothing
/// @param reason why it is invalid, or what was left out for want of memory or time; empty
///   otherwise
public record Result(Cell cell, boolean valid, String reason) {
  /// Whether something could not be measured although the allocator is valid: memory or time was
  /// lacking for it.
  public boolean isUnfinished() {
    return valid && !reason.isEmpty();
  }
}
