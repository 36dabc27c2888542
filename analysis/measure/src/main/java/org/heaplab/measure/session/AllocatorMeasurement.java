package org.heaplab.measure.session;

import java.io.IOException;
import java.util.List;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;

/// A measurement of an allocator alone, without any trace. It reads a clock, so nothing else may
/// run.
public interface AllocatorMeasurement extends Measurement {
  @Override
  default boolean isTimed() {
    return true;
  }

  /// Does one round.
  ///
  /// @param round counted from 0
  /// @return all rows
  /// @throws IOException when it cannot be measured here; the message says why
  List<Row> measure(Key key, int round) throws IOException;
}
