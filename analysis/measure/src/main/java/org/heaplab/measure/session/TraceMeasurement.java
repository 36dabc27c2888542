package org.heaplab.measure.session;

import java.util.List;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Trace;

/// A measurement of a trace alone: it is the same for every allocator.
public interface TraceMeasurement extends Measurement {
  /// @return all rows
  List<Row> measure(Key key, Trace trace);
}
