package org.heaplab.measure.measurement;

import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// What a trace asks of every allocator alike: what their figures are divided by.
///
/// @param allocatedBytes requested by mallocs, and by reallocs beyond what the block had
/// @param liveBlocksAtPeak after the first operation after which live bytes are largest
/// @param peakPackedBytes the most that live blocks take when each is padded to [#GRANULE_BYTES]
///   and has an entry of [#ENTRY_BYTES] and nothing else: the floor for a handle heap of such
///   entries
public record TraceDemand(long allocatedBytes, long liveBlocksAtPeak, long peakPackedBytes) {
  public static final long GRANULE_BYTES = 8;
  public static final long ENTRY_BYTES = 8;

  public static TraceDemand of(Trace trace) {
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
    return new TraceDemand(allocated, blocksAtPeak, peakPacked);
  }

  private static long packed(long size) {
    return (size + GRANULE_BYTES - 1) / GRANULE_BYTES * GRANULE_BYTES + ENTRY_BYTES;
  }
}
