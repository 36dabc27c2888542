package org.heaplab.measure;

/// One allocator on one trace.
///
/// @param ops operations of the trace
/// @param kind `java` or `native`
/// @param space null when the space pass failed
/// @param time null when there was no time pass, or it did not complete
/// @param latency null when there was no latency pass, or it did not complete
/// @param pauses null when there was no pause pass, or there were no pauses
/// @param valid whether the allocator behaved; what an invalid run measured means nothing
/// @param reason why it is invalid; empty otherwise
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
    String reason) {}
