package org.heaplab.measure.heapmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LiveBytes;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Operation;

/// One replay that walks the heap at even points, the last of them after the last operation, and at
/// the peak.
final class HeapMapPass {
  private final ReplayFile.View trace;
  private final HandleAllocator heap;
  private final Client client;
  private final LiveBytes live;
  private final AddressBins bins = new AddressBins();

  /// What the map says of each point before its cells.
  private final List<String> points = new ArrayList<>();

  private final FreeSpans onAverage = new FreeSpans();
  private FreeSpans atPeak = new FreeSpans();
  private FreeSpans atEnd = new FreeSpans();
  private long movedBytes;

  HeapMapPass(HeapReplay replay, HandleAllocator heap) {
    this.trace = replay.trace();
    this.heap = heap;
    this.client = replay.client(heap);
    this.live = new LiveBytes(trace, replay.slots());
  }

  /// @param most how many points there are at most
  void run(int most, ReplyWriter answer) {
    long even = Math.min(most, trace.ops());
    long done = 0;
    for (long record = 0; record < trace.records(); record++) {
      if (!live.step(client, record)) {
        answer.oom(record);
        return;
      }
      if (Operation.counts(Operation.kind(trace.operations(), record))) done++;
      boolean isEven = points.size() < even && done == (points.size() + 1) * trace.ops() / even;
      boolean isPeak = record == trace.peakRecord();
      if (!isEven && !isPeak) continue;
      AddressWalk walk = walk(isEven ? bins : new AddressBins());
      if (walk.heldBytes() != heap.footprintBytes()) {
        answer.error(
            "the bytes of a walk must sum to the footprint: %d, %d"
                .formatted(walk.heldBytes(), heap.footprintBytes()));
        return;
      }
      if (isPeak) atPeak = walk.spans();
      if (isEven) addPoint(done, walk.spans());
    }
    answer.result(results());
  }

  private AddressWalk walk(AddressBins into) {
    into.begin();
    return AddressWalk.of(heap, into);
  }

  private void addPoint(long done, FreeSpans spans) {
    long moved = heap.compaction().movedBytes();
    points.add(
        "%d %d %d %d %d"
            .formatted(
                done,
                live.requested(),
                heap.footprintBytes(),
                spans.freeBytes(),
                moved - movedBytes));
    movedBytes = moved;
    onAverage.addAll(spans);
    atEnd = spans;
  }

  private Map<String, Object> results() {
    var results = new LinkedHashMap<String, Object>();
    results.put(HeapMapMeasurement.BIN_BYTES, bins.width());
    int area = 0;
    for (var entry : bins.areas().entrySet()) {
      results.put(HeapMapMeasurement.AREA + area++, entry.getValue() + " " + entry.getKey());
    }
    for (int i = 0; i < points.size(); i++) {
      results.put(HeapMapMeasurement.POINT + i, points.get(i) + " " + bins.cells(i));
    }
    for (int log = FreeSpans.LOG_LEAST; log <= FreeSpans.LOG_MOST; log++) {
      results.put(
          HeapMapMeasurement.UNUSABLE + log,
          atPeak.unusableShare(log)
              + " "
              + atEnd.unusableShare(log)
              + " "
              + onAverage.unusableShare(log));
    }
    return results;
  }
}
