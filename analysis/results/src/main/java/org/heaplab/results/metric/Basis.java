package org.heaplab.results.metric;

import java.util.List;
import org.heaplab.results.table.CollectionTable;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// What a metric is measured on.
public enum Basis {
  SPACE(
      false, Tables.SPACE, Tables.CURVE, Tables.PROCESS, CollectionTable.COLLECTION, Tables.TRACE),
  TIME(true, Tables.TIME),
  LATENCY(true, Tables.LATENCY),
  PAUSE(true, Tables.PAUSE),
  FIXED_HEAP(false, Tables.MIN_HEAP, FixedHeapTables.FIXED, FixedHeapTables.LARGEST),
  HEAP_SIZES(true, Tables.HEAP),
  LOCK(true, Tables.LOCK);

  private final boolean timed;

  @SuppressWarnings("ImmutableEnumChecker") // Tables never change.
  private final List<Table> tables;

  Basis(boolean timed, Table... tables) {
    this.timed = timed;
    this.tables = List.of(tables);
  }

  /// Whether its values vary from one measurement to the next, because a clock is read.
  public boolean isTimed() {
    return timed;
  }

  /// The tables that such a metric is made of.
  public List<Table> tables() {
    return tables;
  }

  /// Whether a cell's values may be compared with those of other cells.
  public boolean compares(Cell cell) {
    return cell.valid()
        && cell.completed()
        && (this == SPACE ? cell.hasSpace() : tables.stream().anyMatch(cell::has));
  }
}
