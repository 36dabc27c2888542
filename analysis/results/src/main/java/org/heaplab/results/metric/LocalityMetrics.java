package org.heaplab.results.metric;

import org.heaplab.results.table.AccessTables;

/// Metrics of how often modelled caches miss.
public final class LocalityMetrics {
  public static final Metric L1_MISSES =
      misses("l1_misses", "L1 misses per access", "a cache of 32 KiB with 8 ways");

  public static final Metric L2_MISSES =
      misses("l2_misses", "L2 misses per access", "a cache of 1 MiB with 16 ways behind it");

  public static final Metric TLB_MISSES =
      misses("tlb_misses", "TLB misses per access", "a TLB of 64 pages with 4 ways");

  private LocalityMetrics() {}

  private static Metric misses(String column, String title, String cache) {
    return Metric.computed(
        column,
        title,
        Unit.SHARE,
        Basis.ACCESS,
        "Of the program's loads and stores of blocks, the share that misses " + cache + ".",
        cell ->
            cell.series(AccessTables.LOCALITY).rows().stream()
                .filter(row -> row.number("compactions") == 0)
                .mapToDouble(row -> row.number(column) / row.number("accesses"))
                .findFirst()
                .orElse(Double.NaN));
  }
}
