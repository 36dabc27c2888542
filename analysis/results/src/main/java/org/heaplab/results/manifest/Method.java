package org.heaplab.results.manifest;

/// How a run was measured.
///
/// @param locks when blocks were locked that have no lock mode of their own
/// @param processes how many times a time is measured, each time in a fresh process
/// @param spaceProcesses in how many processes the space of a native allocator is measured
/// @param compiler of the C replay, and its flags; empty where there is none
public record Method(String locks, int processes, int spaceProcesses, String compiler) {
  /// That of runs which did not say.
  public static final Method UNKNOWN = new Method("", 0, 0, "");
}
