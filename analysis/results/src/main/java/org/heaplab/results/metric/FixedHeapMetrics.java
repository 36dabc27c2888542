package org.heaplab.results.metric;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;

/// Metrics of heaps whose size is a multiple of the most live bytes: of the loosest of those that
/// were measured, and of the tightest.
public final class FixedHeapMetrics {
  public static final Metric LOOSE_COMPACTIONS =
      Metric.computed(
          "loose_compactions",
          "compactions in the loosest heap",
          Unit.COUNT,
          Basis.FIXED_HEAP,
          "Times that blocks began to be moved in the largest of the heaps of fixed size.",
          cell -> loosest(cell).map(row -> row.number("compactions")).orElse(Double.NaN));

  public static final Metric TIGHT_COMPLETED =
      Metric.computed(
          "tight_completed",
          "completed in the tightest heap",
          Unit.SHARE,
          Basis.FIXED_HEAP,
          "1 where every operation was done in the smallest of the heaps of fixed size, otherwise 0.",
          cell ->
              tightest(cell)
                  .map(row -> Boolean.TRUE.equals(row.get("completed")) ? 1.0 : 0.0)
                  .orElse(Double.NaN));

  public static final Metric TIGHT_GAIN =
      Metric.computed(
          "tight_gain",
          "largest block over what lies free",
          Unit.RATIO,
          Basis.FIXED_HEAP,
          "In the smallest of the heaps of fixed size: the largest block that malloc grants over the"
              + " largest for which there is room as the heap lies, in means over even points of the"
              + " trace.",
          cell -> tight(cell, "granted_bytes").sum() / tight(cell, "lying_bytes").sum());

  private static final Comparator<Row> BY_FACTOR =
      Comparator.comparingDouble(row -> row.number("factor"));

  private FixedHeapMetrics() {}

  private static Optional<Row> loosest(Cell cell) {
    return cell.series(FixedHeapTables.FIXED).rows().stream().max(BY_FACTOR);
  }

  private static Optional<Row> tightest(Cell cell) {
    return cell.series(FixedHeapTables.FIXED).rows().stream().min(BY_FACTOR);
  }

  private static DoubleStream tight(Cell cell, String column) {
    double factor = tightest(cell).map(row -> row.number("factor")).orElse(Double.NaN);
    return cell.series(FixedHeapTables.LARGEST).rows().stream()
        .filter(row -> row.number("factor") == factor)
        .mapToDouble(row -> row.number(column));
  }
}
