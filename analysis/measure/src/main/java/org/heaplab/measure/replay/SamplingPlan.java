package org.heaplab.measure.replay;

import java.util.Arrays;
import java.util.BitSet;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// Where in a trace the footprint is sampled, the same points for every allocator.
///
/// ```text
///    live                      ●  global peak
///     │              ●        ╱ ╲     ●  new maximum, about to fall
///     │         ╱╲  ╱ ╲  ╱╲  ╱   ╲    ┊  even point
///     │      ╱╲╱  ╲╱   ╲╱  ╲╱     ╲╱╲
///     └──┊───┊───┊───┊───┊───┊───┊───┊──▶ operations
/// ```
///
/// Even points carry the mean. The others make sure that no peak is missed: a native allocator's
/// footprint is only known where it is sampled.
///
/// @param ops mallocs, frees and reallocs of the trace
/// @param peakRecord the first record after which live bytes are largest; -1 in a trace without ops
/// @param peakLiveBytes live requested bytes there
/// @param peakTouchedBytes the most bytes of live blocks that the program touched
/// @param largestBytes the largest block ever requested
/// @param records record indexes, ascending: the sample is taken after the record
/// @param opsDone operations done at each point
/// @param liveBytes live requested bytes at each point
/// @param even which points are even ones
@SuppressWarnings("ArrayRecordComponent") // plans are read, never compared
public record SamplingPlan(
    long ops,
    long peakRecord,
    long peakLiveBytes,
    long peakTouchedBytes,
    long largestBytes,
    long[] records,
    long[] opsDone,
    long[] liveBytes,
    BitSet even) {

  public static final int EVEN_POINTS = 1000;

  /// A new maximum of live bytes is sampled when it passes the last one by this share of the peak,
  /// which bounds their number by 1 / share.
  public static final double NEW_MAXIMUM_SHARE = 0.001;

  public static SamplingPlan of(Trace trace) {
    var extremes = new Extremes(trace);
    return new Chooser(extremes).choose(trace);
  }

  public int size() {
    return records.length;
  }

  /// What the first reading finds.
  private static final class Extremes {
    long ops;
    long peakRecord = -1;
    long peakLiveBytes = -1;
    long peakTouchedBytes;
    long largestBytes;

    Extremes(Trace trace) {
      var live = new LiveSet(trace);
      for (long record = 0; record < trace.count(); record++) {
        if (!live.apply(record)) continue;
        ops++;
        peakTouchedBytes = Math.max(peakTouchedBytes, live.touchedBytes());
        largestBytes = Math.max(largestBytes, Operation.size(trace.operations(), record));
        if (live.bytes() > peakLiveBytes) {
          peakLiveBytes = live.bytes();
          peakRecord = record;
        }
      }
      peakLiveBytes = Math.max(peakLiveBytes, 0);
    }
  }

  /// What the second reading chooses.
  private static final class Chooser {
    private final Extremes extremes;
    private final long[] records;
    private final long[] opsDone;
    private final long[] liveBytes;
    private final BitSet even = new BitSet();
    private int count;
    private long sampledMaximum;

    Chooser(Extremes extremes) {
      this.extremes = extremes;
      int most = EVEN_POINTS + (int) Math.ceil(1 / NEW_MAXIMUM_SHARE) + 2;
      records = new long[most];
      opsDone = new long[most];
      liveBytes = new long[most];
    }

    SamplingPlan choose(Trace trace) {
      var live = new LiveSet(trace);
      long points = Math.min(EVEN_POINTS, extremes.ops);
      double step = NEW_MAXIMUM_SHARE * extremes.peakLiveBytes;
      long done = 0;
      long evenPoint = 1;
      for (long record = 0; record < trace.count(); record++) {
        long before = live.bytes();
        if (!live.apply(record)) continue;
        if (live.bytes() < before && before - sampledMaximum >= step) add(record - 1, done, before);
        done++;
        if (done == evenPoint * extremes.ops / points) {
          add(record, done, live.bytes());
          even.set(count - 1);
          evenPoint++;
        }
        if (record == extremes.peakRecord) add(record, done, live.bytes());
      }
      return new SamplingPlan(
          extremes.ops,
          extremes.peakRecord,
          extremes.peakLiveBytes,
          extremes.peakTouchedBytes,
          extremes.largestBytes,
          Arrays.copyOf(records, count),
          Arrays.copyOf(opsDone, count),
          Arrays.copyOf(liveBytes, count),
          even);
    }

    private void add(long record, long done, long live) {
      sampledMaximum = Math.max(sampledMaximum, live);
      if (count > 0 && records[count - 1] == record) return;
      records[count] = record;
      opsDone[count] = done;
      liveBytes[count++] = live;
    }
  }
}
