package org.heaplab.workloads.synthetic;

import java.util.Map;

/// A synthetic workload in the catalogue.
///
/// @param name what specifications, result files and legends call it
/// @param description in one line
/// @param source where the idea is from: author, title, year
/// @param options the options it knows, with their defaults; every workload has `seed` besides
public record Workload(
    String name,
    String description,
    String source,
    Map<String, String> options,
    Generator generator) {}
