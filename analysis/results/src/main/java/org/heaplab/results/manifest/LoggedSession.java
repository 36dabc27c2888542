package org.heaplab.results.manifest;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What is known of a session of a program from the logs of others, which cannot be replayed here.
///
/// @param name stands for it in tables
/// @param source who logged it, when, and where the log is
/// @param counts by column of [org.heaplab.results.table.WorkloadTables#COUNTS]; what is not known
///   is not there
/// @param sizes by bytes: the share of all requests that have at most so many, 0 to 1
/// @param lifetimes by operations: the share of all blocks that live at most so long, 0 to 1
public record LoggedSession(
    String name,
    String source,
    Map<String, Long> counts,
    NavigableMap<Long, Double> sizes,
    NavigableMap<Long, Double> lifetimes) {
  public LoggedSession {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    sizes = Collections.unmodifiableNavigableMap(new TreeMap<>(sizes));
    lifetimes = Collections.unmodifiableNavigableMap(new TreeMap<>(lifetimes));
  }
}
