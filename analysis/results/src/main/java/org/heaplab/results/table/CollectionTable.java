package org.heaplab.results.table;

import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.whole;

/// The table of heaps that find what is dead by themselves.
public final class CollectionTable {
  /// Its rows come from the replay that measures space.
  private static final String MEASUREMENT = "space";

  public static final Table COLLECTION =
      Table.ofOne(
          "collection",
          MEASUREMENT,
          Scope.CELL,
          "allocator with a collector, on a trace; garbage is what is freed and not yet found",
          whole("collections", "times that garbage was looked for, one for each pause"),
          whole("traced_bytes", "bytes of blocks, headers included, that these found to be live"),
          real("garbage_ratio", "mean garbage / mean L over the operations"));

  private CollectionTable() {}
}
