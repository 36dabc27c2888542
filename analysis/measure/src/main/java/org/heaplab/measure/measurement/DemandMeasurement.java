package org.heaplab.measure.measurement;

import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// What a trace asks of every allocator alike: what their figures are divided by.
final class DemandMeasurement implements TraceMeasurement {
  /// What a packed block is padded to, and what its entry takes: the floor for a handle heap of
  /// such entries.
  private static final long GRANULE_BYTES = 8;

  private static final long ENTRY_BYTES = 8;

  @Override
  public String name() {
    return Tables.TRACE.measurement();
  }

  @Override
  public double weight() {
    return 0.1;
  }

  @Override
  public List<Row> measure(Key key, Trace trace) {
    var live = new LiveSet(trace);
    long allocated = 0;
    long peakLive = -1;
    long blocksAtPeak = 0;
    long packed = 0;
    long peakPacked = 0;
    for (long record = 0; record < trace.count(); record++) {
      if (!Operation.counts(Operation.kind(trace.operations(), record))) continue;
      int slot = Operation.slot(trace.operations(), record);
      long before = live.isLive(slot) ? live.size(slot) : 0;
      if (live.isLive(slot)) packed -= packed(before);
      live.apply(record);
      if (live.isLive(slot)) {
        packed += packed(live.size(slot));
        allocated += Math.max(0, live.size(slot) - before);
      }
      peakPacked = Math.max(peakPacked, packed);
      if (live.bytes() > peakLive) {
        peakLive = live.bytes();
        blocksAtPeak = live.blocks();
      }
    }
    return List.of(
        Row.of(
            Tables.TRACE,
            key,
            Map.of(
                "allocated_bytes", allocated,
                "live_blocks_at_peak", blocksAtPeak,
                "peak_packed_bytes", peakPacked)));
  }

  private static long packed(long size) {
    return (size + GRANULE_BYTES - 1) / GRANULE_BYTES * GRANULE_BYTES + ENTRY_BYTES;
  }
}
