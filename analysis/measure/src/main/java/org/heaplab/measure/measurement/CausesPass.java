package org.heaplab.measure.measurement;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.CauseCount;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LiveBytes;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.results.table.Cause;
import org.heaplab.workloads.Operation;

/// Two replays: the first finds where the footprint is largest, the second walks the heap there and
/// at even points.
final class CausesPass {
  private final ReplayFile.View trace;
  private final HandleAllocator heap;
  private final Client client;
  private final LiveBytes live;

  private final Map<Cause, Long> sums = new EnumMap<>(Cause.class);
  private final Map<String, Object> results = new TreeMap<>();

  CausesPass(HeapReplay replay, HandleAllocator heap) {
    this.trace = replay.trace();
    this.heap = heap;
    this.client = replay.client(heap);
    this.live = new LiveBytes(trace, replay.slots());
  }

  static void run(HeapReplay replay, int points, ReplyWriter answer) {
    long peak;
    try (HandleAllocator heap = replay.heap()) {
      peak = new CausesPass(replay, heap).findPeak();
    }
    try (HandleAllocator heap = replay.heap()) {
      new CausesPass(replay, heap).walk(peak, points, answer);
    }
  }

  /// @return the first record after which the footprint is largest, or -1
  long findPeak() {
    long most = 0;
    long peak = -1;
    for (long record = 0; record < trace.records() && client.step(record); record++) {
      if (heap.footprintBytes() <= most) continue;
      most = heap.footprintBytes();
      peak = record;
    }
    return peak;
  }

  /// @param points how many even ones there are at most
  void walk(long peak, int points, ReplyWriter answer) {
    long even = Math.min(points, trace.ops());
    long done = 0;
    long walks = 0;
    for (long record = 0; record < trace.records(); record++) {
      if (!live.step(client, record)) {
        answer.oom(record);
        break;
      }
      if (Operation.counts(Operation.kind(trace.operations(), record))) done++;
      boolean isEven = walks < even && done == (walks + 1) * trace.ops() / even;
      if (!isEven && record != peak) continue;
      CauseCount count = CauseCount.of(heap, live);
      if (count.disagreement().isPresent()) {
        answer.error(count.disagreement().get());
        return;
      }
      if (record == peak) put(count);
      if (isEven) {
        walks++;
        for (Cause cause : Cause.values()) sums.merge(cause, count.bytes(cause), Long::sum);
      }
    }
    sums.forEach((cause, sum) -> results.put(CausesMeasurement.sumOf(cause), sum));
    results.put(CausesMeasurement.WALKS, walks);
    answer.result(results);
  }

  private void put(CauseCount count) {
    for (Cause cause : Cause.values()) {
      results.put(CausesMeasurement.peakOf(cause), count.bytes(cause));
    }
  }
}
