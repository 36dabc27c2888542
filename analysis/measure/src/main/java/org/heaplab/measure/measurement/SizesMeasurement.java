package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics.SizeRange;

/// Of which sizes a trace's requests are, and of which sizes what is live at the peak and at the
/// end. A band is of the sizes up to a power of two.
public final class SizesMeasurement implements TraceMeasurement {
  private static final int BANDS = Long.SIZE;

  @Override
  public String name() {
    return Tables.SIZE.measurement();
  }

  @Override
  public double weight() {
    return 0.1;
  }

  /// Live blocks and bytes by band.
  private static final class Bands {
    final long[] blocks = new long[BANDS];
    final long[] bytes = new long[BANDS];

    void count(long size, int sign) {
      blocks[SizeRange.indexOf(size)] += sign;
      bytes[SizeRange.indexOf(size)] += sign * size;
    }

    Bands copy() {
      var copy = new Bands();
      System.arraycopy(blocks, 0, copy.blocks, 0, BANDS);
      System.arraycopy(bytes, 0, copy.bytes, 0, BANDS);
      return copy;
    }
  }

  @Override
  public List<Row> measure(Key key, Trace trace) {
    long peak = peakOf(trace);
    var live = new LiveSet(trace);
    var bands = new Bands();
    var requests = new long[BANDS];
    var atPeak = new Bands();
    for (long record = 0; record < trace.count(); record++) {
      if (!Operation.counts(Operation.kind(trace.operations(), record))) continue;
      int slot = Operation.slot(trace.operations(), record);
      if (live.isLive(slot)) bands.count(live.size(slot), -1);
      live.apply(record);
      if (live.isLive(slot)) {
        bands.count(live.size(slot), 1);
        requests[SizeRange.indexOf(live.size(slot))]++;
      }
      if (record == peak) atPeak = bands.copy();
    }
    return rows(key, requests, atPeak, bands);
  }

  /// The first operation after which most is live.
  private static long peakOf(Trace trace) {
    var live = new LiveSet(trace);
    long most = 0;
    long peak = -1;
    for (long record = 0; record < trace.count(); record++) {
      if (live.apply(record) && live.bytes() > most) {
        most = live.bytes();
        peak = record;
      }
    }
    return peak;
  }

  private static List<Row> rows(Key key, long[] requests, Bands atPeak, Bands atEnd) {
    var rows = new ArrayList<Row>();
    for (int band = 0; band < BANDS; band++) {
      if (requests[band] == 0) continue;
      rows.add(
          Row.of(
              Tables.SIZE,
              key,
              Map.of(
                  "up_to", SizeRange.largest(band),
                  "requests", requests[band],
                  "blocks_at_peak", atPeak.blocks[band],
                  "bytes_at_peak", atPeak.bytes[band],
                  "blocks_at_end", atEnd.blocks[band],
                  "bytes_at_end", atEnd.bytes[band])));
    }
    return rows;
  }
}
