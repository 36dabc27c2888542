package org.heaplab.results.metric;

import org.heaplab.results.table.CollectionTable;
import org.heaplab.results.table.Tables;

/// Metrics of heaps that find what is dead by themselves.
public final class CollectionMetrics {
  public static final Metric COLLECTIONS =
      column(
          "collections",
          "collections",
          Unit.COUNT,
          "Times that a heap with a collector looked for garbage.");

  public static final Metric TRACED_BYTES =
      column(
          "traced_bytes",
          "traced",
          Unit.BYTES,
          "Bytes of blocks, headers included, that collections found to be live.");

  public static final Metric TRACED_SHARE =
      Metric.computed(
          "traced_share",
          "bytes traced per byte allocated",
          Unit.RATIO,
          Basis.SPACE,
          "Bytes of blocks that collections found to be live / bytes requested by the program.",
          cell -> TRACED_BYTES.of(cell) / cell.number(Tables.TRACE, "allocated_bytes"));

  public static final Metric GARBAGE_RATIO =
      column(
          "garbage_ratio",
          "garbage per live byte",
          Unit.RATIO,
          "Mean garbage / mean L over the operations: bytes of blocks, headers included, that were"
              + " freed and that no collection had found yet.");

  private CollectionMetrics() {}

  private static Metric column(String name, String title, Unit unit, String definition) {
    return Metric.column(CollectionTable.COLLECTION, name, title, unit, Basis.SPACE, definition);
  }
}
