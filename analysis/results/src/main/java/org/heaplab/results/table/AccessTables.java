package org.heaplab.results.table;

import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.text;
import static org.heaplab.results.table.Column.whole;

/// The tables of traces that have the loads and stores of their programs.
public final class AccessTables {
  private static final Column ACCESSES = whole("accesses", "loads and stores of blocks");
  private static final Column L1_MISSES =
      whole("l1_misses", "lines of 64 bytes that a cache of 32 KiB with 8 ways did not have");
  private static final Column L2_MISSES =
      whole("l2_misses", "those of them that a cache of 1 MiB with 16 ways did not have");
  private static final Column TLB_MISSES =
      whole("tlb_misses", "pages that a TLB of 64 with 4 ways did not have");

  public static final Table LOCK_SHARE =
      Table.ofMany(
          "lockshare",
          "lock shares",
          Scope.TRACE,
          "lock policy and equal stretch of a trace with accesses: what the policy holds locked, mean"
              + " over the operations of the stretch at which anything is live",
          text("policy", "by which locks are inferred from accesses"),
          whole("op", "operations done at its end"),
          real("blocks", "locked blocks / live blocks"),
          real("bytes", "locked bytes / L"));

  public static final Table LOCALITY =
      Table.ofMany(
          "locality",
          "locality",
          Scope.CELL,
          "replay of a trace's accesses in a model of a machine's caches",
          whole("compactions", "how often the heap was compacted at even points of the trace"),
          ACCESSES,
          L1_MISSES,
          L2_MISSES,
          TLB_MISSES);

  public static final Table PLACEMENT =
      Table.ofMany(
          "placement",
          "placements",
          Scope.TRACE,
          "order in which all blocks of a trace lie side by side in that model, each at an address of"
              + " its own",
          text("placement", "the order"),
          ACCESSES,
          L1_MISSES,
          L2_MISSES,
          TLB_MISSES);

  private AccessTables() {}
}
