package org.heaplab.measure.machine;

/// A limit on memory.
///
/// @param bytes that may still be had
/// @param place what sets the limit, as it begins a sentence
public record MemoryLimit(long bytes, String place) {}
