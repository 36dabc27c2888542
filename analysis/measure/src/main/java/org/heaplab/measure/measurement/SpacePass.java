package org.heaplab.measure.measurement;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Census;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.PlacementDigest;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.replay.SlotTable;
import org.heaplab.workloads.Operation;

/// One replay that reads the footprint after every operation and looks into the heap at the peak.
/// Its sums run over the operations that were done; the trace's marks are not among them.
final class SpacePass {
  private final ReplayFile.View trace;
  private final HandleAllocator heap;
  private final SlotTable slots;
  private final Client client;
  private final boolean digesting;
  private final boolean counting;

  private final Map<String, Object> results = new TreeMap<>();
  private final PlacementDigest digest = new PlacementDigest();
  private long done;
  private long liveBytes;
  private long peakLiveBytes;
  private long peakFootprintBytes;
  private long liveBytesAtPeakFootprint;
  private double footprintSum;
  private double liveSum;
  private double wasteSum;
  private long wasteCount;
  private double garbageSum;
  private int nextSample;

  /// @param counting whether the heap promises that its footprint is exact and its walk complete
  SpacePass(HeapReplay replay, HandleAllocator heap, boolean counting) {
    this.trace = replay.trace();
    this.heap = heap;
    this.slots = replay.slots();
    this.counting = counting;
    this.client = replay.client(heap);
    this.digesting = !(replay.locks() instanceof LockMode.None) && heap.baseAddress() != 0;
  }

  void run(ReplyWriter answer) {
    MemorySegment operations = trace.operations();
    long record = 0;
    for (; record < trace.records(); record++) {
      byte kind = Operation.kind(operations, record);
      int slot = Operation.slot(operations, record);
      boolean operation = Operation.counts(kind);
      long old = operation ? slots.size(slot) : 0;
      if (!client.step(record)) break;
      if (operation) {
        liveBytes += Operation.size(operations, record) - old;
        if (digesting && kind != Operation.FREE) digest.add(heap, slots.handle(slot));
        observe();
      }
      if (record == trace.peakRecord()) inspectPeak();
      if (nextSample < trace.samples().length && record == trace.samples()[nextSample]) {
        answer.sample(record, heap.footprintBytes());
        nextSample++;
      }
    }
    if (record < trace.records()) answer.oom(record);
    answer.result(finish());
  }

  private void observe() {
    long footprint = heap.footprintBytes();
    done++;
    footprintSum += footprint;
    liveSum += liveBytes;
    garbageSum += heap.garbageBytes();
    if (liveBytes > 0) {
      wasteSum += (double) footprint / liveBytes - 1;
      wasteCount++;
    }
    if (liveBytes > peakLiveBytes) peakLiveBytes = liveBytes;
    if (footprint > peakFootprintBytes) {
      peakFootprintBytes = footprint;
      liveBytesAtPeakFootprint = liveBytes;
    }
  }

  private void inspectPeak() {
    results.put("footprint_at_peak", heap.footprintBytes());
    if (!counting) return;
    Census census = Census.of(heap);
    results.put("padding_at_peak", census.usedBytes() - liveBytes);
    results.put("metadata_at_peak", census.metadataBytes());
    results.put("free_at_peak", census.freeBytes());
    census.disagreement(heap).ifPresent(text -> results.put("invalid", text));
  }

  private Map<String, Object> finish() {
    if (counting) {
      Census.of(heap).disagreement(heap).ifPresent(text -> results.put("invalid", text));
    }
    Heap.Compaction compaction = heap.compaction();
    results.put("ops_done", done);
    results.put("peak_live", peakLiveBytes);
    results.put("peak_footprint", peakFootprintBytes);
    results.put("live_at_peak_footprint", liveBytesAtPeakFootprint);
    results.put("footprint_mean", done == 0 ? 0 : footprintSum / done);
    results.put("live_mean", done == 0 ? 0 : liveSum / done);
    if (wasteCount > 0) results.put("jw1", wasteSum / wasteCount);
    results.put("end_live", liveBytes);
    results.put("end_footprint", heap.footprintBytes());
    results.put("compactions", compaction.compactions());
    results.put("moved", compaction.movedBytes());
    heap.tracing().ifPresent(this::putTracing);
    if (digesting) results.put("digest", digest);
    return results;
  }

  private void putTracing(Heap.Tracing tracing) {
    results.put("collections", tracing.collections());
    results.put("traced", tracing.tracedBytes());
    if (liveSum > 0) results.put("garbage_ratio", garbageSum / liveSum);
  }
}
