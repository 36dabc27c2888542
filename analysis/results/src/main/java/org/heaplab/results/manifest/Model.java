package org.heaplab.results.manifest;

/// An allocator that is written after another, and should be like it.
///
/// @param model by name
/// @param original the one that it is a model of, by name
public record Model(String model, String original) {}
