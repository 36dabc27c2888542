package org.heaplab.workloads.logs.format;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// What a trace may know beyond mallocs, frees, reallocs and their sizes. A text of another tool
/// has no place for some of it.
public enum Detail {
  THREADS("threads"),
  ALIGNMENTS("alignments"),
  EMPTY_BLOCKS("reallocs to 0 bytes"),
  TOUCHED("how much was touched"),
  CALL_SITES("call sites"),
  LOCKS("locks"),
  ACCESSES("accesses"),
  PHASES("phases"),
  TIMES("times");

  private final String what;

  Detail(String what) {
    this.what = what;
  }

  /// Those that a trace has.
  static Set<Detail> of(Trace trace) {
    var details = EnumSet.noneOf(Detail.class);
    MemorySegment operations = trace.operations();
    if (trace.sites() > 0) details.add(CALL_SITES);
    int firstThread = trace.count() == 0 ? 0 : Operation.thread(operations, 0);
    for (long i = 0; i < trace.count(); i++) {
      if (Operation.thread(operations, i) != firstThread) details.add(THREADS);
      switch (Operation.kind(operations, i)) {
        case Operation.MALLOC -> {
          boolean usual = Operation.logAlignment(operations, i) == Operation.DEFAULT_LOG_ALIGNMENT;
          if (!usual) details.add(ALIGNMENTS);
        }
        case Operation.REALLOC -> {
          if (Operation.size(operations, i) == 0) details.add(EMPTY_BLOCKS);
        }
        case Operation.TOUCHED -> details.add(TOUCHED);
        case Operation.LOCK, Operation.UNLOCK -> details.add(LOCKS);
        case Operation.ACCESS -> details.add(ACCESSES);
        case Operation.PHASE -> details.add(PHASES);
        case Operation.TIME -> details.add(TIMES);
        default -> {}
      }
    }
    return details;
  }

  /// As words: `threads, alignments`.
  public static String list(Set<Detail> details) {
    return details.stream().map(detail -> detail.what).collect(Collectors.joining(", "));
  }
}
