package org.heaplab.measure.session;

import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Tables;

/// A measurement that walks a heap while a trace is replayed on it, where an experiment asks for
/// it. A native allocator cannot be walked.
public interface WalkMeasurement extends ReplayMeasurement {
  @Override
  default double weight() {
    return 2;
  }

  @Override
  default boolean isUsual() {
    return false;
  }

  @Override
  default boolean applies(Cell known, ReplayOptions options) {
    return known.valid()
        && known.completed()
        && known.hasSpace()
        && ComparedAllocator.JAVA.equals(known.value(Tables.SPACE, "kind"));
  }
}
