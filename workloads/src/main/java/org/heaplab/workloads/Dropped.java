package org.heaplab.workloads;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why an operation of the recorded program is not in its trace, or is there although the log lacks
/// it.
public enum Dropped {
  /// free(NULL), which does nothing.
  NULL_FREE("frees of NULL"),

  /// A free of a block whose malloc is not in the log: it came before the recording began, or by a
  /// call that the log does not have.
  UNKNOWN_FREE("frees of unknown blocks"),

  /// A realloc of such a block. What it returned is unknown from then on.
  UNKNOWN_REALLOC("reallocs of unknown blocks"),

  /// A malloc or realloc that returned NULL: nothing changed.
  FAILED("requests that failed"),

  /// A free that the log lacks: an address was handed out again while its block was live. Here the
  /// trace has an operation more, the free, not one less.
  LOST_FREE("lost frees put back");

  private final String what;

  Dropped(String what) {
    this.what = what;
  }

  /// In words, plural: `frees of NULL`.
  public String what() {
    return what;
  }

  /// What a trace lacks, in words: `15818 frees of NULL, 1 frees of unknown blocks`; empty when it
  /// lacks nothing.
  public static String describe(Trace trace) {
    return Stream.of(values())
        .filter(kind -> trace.dropped(kind) > 0)
        .map(kind -> trace.dropped(kind) + " " + kind.what)
        .collect(Collectors.joining(", "));
  }
}
