package org.heaplab.measure.measurement;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.AllocatorMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What a lock and an unlock cost. No replay can tell: they take less time than reading a clock.
final class LockMeasurement implements AllocatorMeasurement {
  private final LockTimer timer;

  LockMeasurement(LockTimer timer) {
    this.timer = timer;
  }

  @Override
  public String name() {
    return Tables.LOCK.measurement();
  }

  @Override
  public double weight() {
    return 6;
  }

  @Override
  public int rounds(ReplayOptions options) {
    return options.rounds();
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public List<Row> measure(Key key, int round) throws IOException {
    return timer.round(key.allocator()).stream()
        .map(
            times ->
                Row.of(
                    Tables.LOCK,
                    key,
                    Map.of(
                        "blocks", times.blocks(),
                        "round", round,
                        "plain_ns", times.plainNanos(),
                        "locked_ns", times.lockedNanos())))
        .toList();
  }
}
