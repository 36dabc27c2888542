package org.heaplab.results.table;

import static org.heaplab.results.table.Column.flag;
import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.whole;

/// The tables of heaps of a fixed size.
public final class FixedHeapTables {
  public static final Table FIXED =
      Table.ofMany(
          "fixed",
          "largest block",
          Scope.CELL,
          "heap whose size is a multiple of max L, and how the trace went in it",
          real("factor", "size of the heap / max L"),
          whole("heap_bytes", "the limit of F"),
          flag("completed", "whether every operation was done"),
          whole("oom_at_op", "operations done before one was refused"),
          whole("compactions", "times that blocks began to be moved"),
          whole("moved_bytes", "bytes copied or remapped by compaction"),
          whole("first_compaction_at_op", "operations done when blocks were first moved"));

  public static final Table LARGEST =
      Table.ofMany(
          "largest",
          FIXED.measurement(),
          Scope.CELL,
          "even point of a trace in such a heap: the largest block that could be allocated there",
          real("factor", "size of the heap / max L"),
          whole("op", "operations done"),
          whole("heap_bytes", "the limit of F"),
          whole(
              "free_bytes",
              "what of it neither used blocks nor metadata hold, before a block is asked for"),
          whole(
              "lying_bytes",
              "the longest piece of these as the heap lies: a free span, as far as the limit lets"
                  + " it be committed, or what the limit leaves"),
          whole(
              "granted_bytes",
              "the largest block that malloc grants there, in whole pages, in a replay that ends"
                  + " there; the heap may compact itself first"));

  public static final Table WINDOW =
      Table.ofMany(
          "window",
          "windows",
          Scope.CELL,
          "stretch of a trace in such a heap, and process in which it was replayed",
          real("factor", "size of the heap / max L"),
          Table.ROUND,
          whole("op", "operations done at its end"),
          real("ns_per_op", "mean time of its operations; none where one was refused"));

  public static final Table SESSION =
      Table.ofMany(
          "session",
          "sessions",
          Scope.CELL,
          "fixed heap in which a session was replayed that loads one page after the other",
          whole("heap_bytes", "the limit of F"),
          whole("session_bytes", "max L of the session"),
          whole("pages", "pages of the session"),
          whole("pages_done", "pages that were loaded whole"),
          flag("completed", "whether every operation was done"),
          whole("oom_at_op", "operations done before one was refused"),
          whole("request_bytes", "the size that was refused"),
          whole("live_bytes", "L when the replay ended"),
          whole(
              "free_bytes",
              "what neither used blocks nor metadata hold of the heap then, as it lies"),
          whole("lying_bytes", "the longest piece of these"));

  private FixedHeapTables() {}
}
