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

  /// A realloc of such a block. A log tells address and size of what it returned, so there it is a
  /// malloc.
  UNKNOWN_REALLOC("reallocs of unknown blocks"),

  /// A malloc or realloc that returned NULL: nothing changed.
  FAILED("requests that failed"),

  /// A free that the log lacks: an address was handed out again while its block was live. Here the
  /// trace has an operation more, the free, not one less.
  LOST_FREE("lost frees put back"),

  /// A free that the log has only after the malloc that was given its address, put before it.
  LATE_FREE("frees put before the malloc that reused their block"),

  /// A call that the log has after a later one, by its times.
  REORDERED("calls put in the order of their times"),

  /// Such a call that came too late to be put in order.
  UNORDERED("calls whose times come too late to put them in order"),

  /// A line that is no line of its format.
  TORN_LINE("torn lines left out"),

  /// The end of a log that is cut: a last line without its end is left out, since it may be half of
  /// one.
  CUT_END("logs are cut: what is not whole at their end was left out"),

  /// A request whose result the log does not tell.
  HIDDEN_RESULT("requests whose block the log does not name"),

  /// A call of a process that writes into the same log.
  OTHER_PROCESS("calls of other processes left out"),

  /// A file beside a log in an archive.
  OTHER_FILE("files of the archive left out, which are no logs");

  private final String what;

  Dropped(String what) {
    this.what = what;
  }

  /// In words, plural: `frees of NULL`.
  public String what() {
    return what;
  }

  /// A number of them as a line for people: `1,240 torn lines left out`.
  public String remark(long count) {
    if (this == CUT_END && count == 1) {
      return "the log is cut: what is not whole at its end was left out";
    }
    return "%,d %s".formatted(count, what);
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
