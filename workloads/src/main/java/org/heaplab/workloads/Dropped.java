package org.heaplab.workloads;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why an operation of the recorded program is missing in its trace, or why the trace has one that
/// the log lacks.
public enum Dropped {
  /// free(NULL), which does nothing.
  NULL_FREE("frees of NULL"),

  /// A free of a block whose malloc is not in the log: it was made before the recording began, or
  /// by a call that the log does not show.
  UNKNOWN_FREE("frees of unknown blocks"),

  /// A realloc of such a block. The log has the address and the size of its result, so it becomes a
  /// malloc.
  UNKNOWN_REALLOC("reallocs of unknown blocks"),

  /// A malloc or realloc that returned NULL. It changed nothing.
  FAILED("requests that failed"),

  /// A free that the log lacks: an address was returned again while its block was live. For this
  /// kind the trace has one more operation than the log, not one less.
  LOST_FREE("lost frees put back"),

  /// A free that the log has only after the malloc that reused its address. It is put before that
  /// malloc.
  LATE_FREE("frees put before the malloc that reused their block"),

  /// A call that the log has after a call with a later time.
  REORDERED("calls put in the order of their times"),

  /// Such a call that came too late to be put in order.
  UNORDERED("calls whose times come too late to put them in order"),

  /// A line that does not have the format of its log.
  TORN_LINE("torn lines left out"),

  /// The end of a log that is cut. A last line without a line end is left out, since it may be
  /// incomplete.
  CUT_END("logs are cut: what is not whole at their end was left out"),

  /// A request whose result is not in the log.
  HIDDEN_RESULT("requests whose block the log does not name"),

  /// A call of another process that wrote into the same log.
  OTHER_PROCESS("calls of other processes left out"),

  /// A file that is in the same archive as a log.
  OTHER_FILE("files of the archive left out, which are no logs"),

  /// A load or store of no byte of a live block: of the stack, of global variables, of the
  /// allocator's own structures.
  OUTSIDE_ACCESS("accesses outside of live blocks");

  private final String what;

  Dropped(String what) {
    this.what = what;
  }

  /// The kind as words, in the plural: `frees of NULL`.
  public String what() {
    return what;
  }

  /// Whether a trace lacks something for it. Loads and stores outside of the heap are no part of
  /// what a trace records.
  public boolean isLoss() {
    return this != OUTSIDE_ACCESS;
  }

  /// A number of them as a line for people: `1,240 torn lines left out`.
  public String remark(long count) {
    if (this == CUT_END && count == 1) {
      return "the log is cut: what is not whole at its end was left out";
    }
    return "%,d %s".formatted(count, what);
  }

  /// What a trace lacks, as words: `15818 frees of NULL, 1 frees of unknown blocks`; empty when it
  /// lacks nothing.
  public static String describe(Trace trace) {
    return Stream.of(values())
        .filter(kind -> kind.isLoss() && trace.dropped(kind) > 0)
        .map(kind -> trace.dropped(kind) + " " + kind.what)
        .collect(Collectors.joining(", "));
  }
}
