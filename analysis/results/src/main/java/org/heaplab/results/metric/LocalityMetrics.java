package org.heaplab.results.metric;

import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Row;

/// Metrics of how often modelled caches miss.
public final class LocalityMetrics {
  public static final Metric L1_MISSES =
      misses("l1_misses", "L1 misses per access", "a cache of 32 KiB with 8 ways", false);

  public static final Metric L2_MISSES =
      misses("l2_misses", "L2 misses per access", "a cache of 1 MiB with 16 ways behind it", false);

  public static final Metric TLB_MISSES =
      misses("tlb_misses", "TLB misses per access", "a TLB of 64 pages with 4 ways", false);

  public static final Metric COMPACTED_L1_MISSES =
      misses(
          "l1_misses", "L1 misses per access, compacted", "a cache of 32 KiB with 8 ways", true);

  public static final Metric COMPACTED_TLB_MISSES =
      misses("tlb_misses", "TLB misses per access, compacted", "a TLB of 64 pages, 4 ways", true);

  private LocalityMetrics() {}

  private static Metric misses(String column, String title, String cache, boolean compacted) {
    String when = compacted ? "; the heap is compacted at even points of the trace" : "";
    return Metric.computed(
        compacted ? "compacted_" + column : column,
        title,
        Unit.SHARE,
        Basis.ACCESS,
        "Of the program's loads and stores of blocks, the share that misses " + cache + when + ".",
        cell ->
            cell.series(AccessTables.LOCALITY).rows().stream()
                .filter(row -> row.number("compactions") > 0 == compacted)
                .mapToDouble(row -> share(row, column))
                .findFirst()
                .orElse(Double.NaN));
  }

  private static double share(Row row, String column) {
    return row.number(column) / row.number("accesses");
  }
}
