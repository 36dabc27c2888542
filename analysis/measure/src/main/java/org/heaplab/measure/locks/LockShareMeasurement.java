package org.heaplab.measure.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.locks.LockPolicy;
import org.heaplab.workloads.locks.LockShares;

/// Which share of what is live each lock policy holds while a trace runs. A trace without accesses
/// has no rows.
public final class LockShareMeasurement implements TraceMeasurement {
  private static final int WINDOWS = 200;

  @Override
  public String name() {
    return AccessTables.LOCK_SHARE.measurement();
  }

  @Override
  public double weight() {
    return 0.5;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public List<Row> measure(Key key, Trace trace) {
    var rows = new ArrayList<Row>();
    if (!LockShares.areKnown(trace)) return rows;
    for (LockPolicy policy : LockPolicy.USUAL) {
      for (LockShares.Window window : LockShares.of(trace, policy, WINDOWS).windows()) {
        rows.add(
            Row.of(
                AccessTables.LOCK_SHARE,
                key,
                Map.of(
                    "policy", policy.toString(),
                    "op", window.op(),
                    "blocks", window.blocks(),
                    "bytes", window.bytes())));
      }
    }
    return rows;
  }
}
