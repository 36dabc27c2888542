package org.heaplab.results.manifest;

/// Something that was replayed.
///
/// @param name as in the files
/// @param group which of the workloads it is shown with; empty where unknown
public record ReplayedWorkload(String name, String group) {
  /// Recorded programs that do a piece of work and end.
  public static final String ORDINARY = "ordinary";

  /// Recorded programs that go on for as long as their users want.
  public static final String LONG_RUNNING = "long-running";

  /// Short sessions of recorded programs, with their loads and stores. Only experiments about
  /// accesses take them by themselves.
  public static final String ACCESS = "access";

  /// Made from the seed.
  public static final String SYNTHETIC = "synthetic";

  /// What the name of a workload ends with that is fitted to another, whose name stands before it.
  public static final String FITTED = "-fitted";

  /// A file that the user has named.
  public static final String GIVEN = "given";
}
