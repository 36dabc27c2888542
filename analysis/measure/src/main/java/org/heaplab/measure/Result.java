package org.heaplab.measure;

import org.heaplab.measure.measurement.Latency;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.measurement.Pauses;
import org.heaplab.measure.measurement.Space;
import org.heaplab.measure.measurement.Time;

/// One allocator on one trace.
///
/// @param ops operations of the trace
/// @param kind `java` or `native`
/// @param space null when there was no space pass, or it failed
/// @param time null when there was no time pass, or it did not complete
/// @param latency null when there was no latency pass, or it did not complete
/// @param pauses null when there was no pause pass, or there were no pauses
/// @param valid whether the allocator behaved; what an invalid run measured means nothing
/// @param reason why it is invalid, or what was left out for want of memory; empty otherwise
public record Result(
    String trace,
    String allocator,
    String family,
    String kind,
    long ops,
    Space space,
    Time time,
    Latency latency,
    Pauses pauses,
    boolean valid,
    String reason) {
  /// Whether something could not be measured although the allocator is valid: the machine lacked
  /// memory for it.
  public boolean lacksMemory() {
    return valid && !reason.isEmpty();
  }

  /// An allocator that was not even tried.
  public static Result leftOut(MeasuredAllocator subject, String trace, long ops, String reason) {
    return new Result(
        trace,
        subject.name(),
        subject.family(),
        subject.kind(),
        ops,
        null,
        null,
        null,
        null,
        true,
        reason);
  }
}
