package org.heaplab.results.table;

import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.text;
import static org.heaplab.results.table.Column.whole;

/// The tables of what workloads are like.
public final class WorkloadTables {
  /// The values of the first column of [#PROFILE].
  public static final String SIZE = "size";

  public static final String LIFETIME = "lifetime";
  public static final String LIVE = "live";

  public static final Table PROFILE =
      Table.ofMany(
          "profile",
          "profile",
          Scope.TRACE,
          "point of what a trace is like: of the distributions of sizes and lifetimes, and of the"
              + " curve of live bytes",
          text("what", SIZE + ", " + LIFETIME + " or " + LIVE),
          whole(
              "at",
              "bytes of a request, operations of a block's life, or the number of an even point of"
                  + " the trace"),
          real(
              "value",
              "the share of all requests, or blocks, that have at most this; L at the point"));

  public static final Table COUNTS =
      Table.ofOne(
          "counts",
          PROFILE.measurement(),
          Scope.TRACE,
          "trace whose profile was taken: how much it asks for",
          whole("operations", "mallocs, frees and reallocs"),
          whole("mallocs", "of all kinds"),
          whole("reallocs", "of live blocks"),
          whole("requested_bytes", "sum of all requests; each malloc and realloc counts in full"),
          whole("large_bytes", "how many of them in requests of 128 KiB and more"),
          whole("peak_live_bytes", "max L"),
          whole("blocks_at_peak", "live blocks at the peak"),
          whole("blocks_at_end", "blocks that are never freed"),
          whole("phases", "that the trace marks: the pages of a browser, and the like"));

  public static final Table ADVERSARY =
      Table.ofMany(
          "adversary",
          "adversaries",
          Scope.ALLOCATOR,
          "adversary that sees where an allocator puts its blocks",
          text("adversary", "which one"),
          whole("live_bytes", "what is live, or may be live at most"),
          whole("footprint_bytes", "F then; max F where the adversary goes on to the end"),
          real("ratio", "footprint_bytes / live_bytes"),
          real("bound", "the least ratio that theory promises it; none where it promises none"));

  private WorkloadTables() {}
}
