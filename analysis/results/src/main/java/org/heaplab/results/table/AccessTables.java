package org.heaplab.results.table;

import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.text;
import static org.heaplab.results.table.Column.whole;

/// The tables of traces that have the loads and stores of their programs.
public final class AccessTables {
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

  private AccessTables() {}
}
