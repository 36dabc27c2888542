package org.heaplab.measure;

import org.heaplab.results.metric.Cell;

/// One allocator on one trace.
///
/// @param cell what was measured
/// @param valid whether the allocator behaved; what an invalid one measured means nothing
/// @param reason why it is invalid, or what was left out for want of memory; empty otherwise
public record Result(Cell cell, boolean valid, String reason) {
  /// Whether something could not be measured although the allocator is valid: the machine lacked
  /// memory for it.
  public boolean lacksMemory() {
    return valid && !reason.isEmpty();
  }
}
