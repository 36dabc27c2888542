package org.heaplab.results.table;

import java.util.ArrayList;
import java.util.List;

/// What a row of a table is about; its first columns name it.
public enum Scope {
  /// An allocator on a trace.
  CELL(true, true),
  /// A trace, whatever the allocator.
  TRACE(true, false),
  /// An allocator, whatever the trace.
  ALLOCATOR(false, true);

  private final boolean ofTrace;
  private final boolean ofAllocator;

  Scope(boolean ofTrace, boolean ofAllocator) {
    this.ofTrace = ofTrace;
    this.ofAllocator = ofAllocator;
  }

  /// The columns that name it, the same in every table.
  public List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(Column.text("experiment", "what was asked"));
    if (ofTrace) columns.add(Column.text("trace", "the workload"));
    if (ofAllocator) columns.add(Column.text("allocator", "the allocator's specification"));
    return columns;
  }

  /// The values that stand in these columns.
  public List<String> values(Key key) {
    var values = new ArrayList<String>();
    values.add(key.experiment());
    if (ofTrace) values.add(key.trace());
    if (ofAllocator) values.add(key.allocator());
    return values;
  }

  /// The key without the parts that such a row does not have.
  public Key of(Key key) {
    return new Key(
        key.experiment(), ofTrace ? key.trace() : "", ofAllocator ? key.allocator() : "");
  }
}
