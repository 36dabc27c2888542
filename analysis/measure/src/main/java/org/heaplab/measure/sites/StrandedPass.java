package org.heaplab.measure.sites;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.replay.SlotTable;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.logs.text.AddressMap;

/// One replay that walks the heap at even points, the last of them after the last operation, and at
/// the peak, and finds whose blocks strand bytes there.
final class StrandedPass {
  private final ReplayFile.View trace;
  private final HandleAllocator heap;
  private final Client client;
  private final SlotTable slots;

  /// The slot of each live block, by what its client holds.
  private final AddressMap slotOfHandle = new AddressMap();

  /// The call site that the block in each slot belongs to.
  private final int[] siteOfSlot;

  private final int sites;

  StrandedPass(HeapReplay replay, HandleAllocator heap) {
    this.trace = replay.trace();
    this.heap = heap;
    this.client = replay.client(heap);
    this.slots = replay.slots();
    this.siteOfSlot = new int[trace.slots()];
    this.sites = sites(trace);
  }

  private static int sites(ReplayFile.View trace) {
    int most = 0;
    for (long record = 0; record < trace.records(); record++) {
      most = Math.max(most, trace.siteOf(record));
    }
    return most + 1;
  }

  /// @param most how many even points there are at most; of very many call sites there are fewer
  void run(int most, ReplyWriter answer) {
    long even = Math.min(Math.min(most, StrandedPoints.most(sites)), trace.ops());
    long done = 0;
    var points = new StrandedPoints(sites);
    for (long record = 0; record < trace.records(); record++) {
      if (!step(record)) {
        answer.oom(record);
        return;
      }
      if (Operation.counts(Operation.kind(trace.operations(), record))) done++;
      boolean isEven = points.size() < even && done == (points.size() + 1) * trace.ops() / even;
      boolean isPeak = record == trace.peakRecord();
      if (!isEven && !isPeak) continue;
      double[] bytes = StrandedWalk.of(heap, this::siteOf, sites);
      if (isPeak) points.addPeak(bytes);
      if (isEven) points.addEven(done, bytes);
    }
    answer.result(points.results());
  }

  /// A block belongs to the place of its latest request whose place is known.
  private boolean step(long record) {
    byte kind = Operation.kind(trace.operations(), record);
    if (!Operation.counts(kind)) return client.step(record);
    int slot = Operation.slot(trace.operations(), record);
    long before = slots.handle(slot);
    if (!client.step(record)) return false;
    long after = slots.handle(slot);
    if (before != after) {
      if (before != Heap.NULL) slotOfHandle.remove(before);
      if (after != Heap.NULL) slotOfHandle.put(after, slot);
    }
    int site = trace.siteOf(record);
    if (kind == Operation.MALLOC || site != 0) siteOfSlot[slot] = site;
    return true;
  }

  private int siteOf(long handle) {
    int slot = slotOfHandle.get(handle);
    return slot == AddressMap.NONE ? 0 : siteOfSlot[slot];
  }
}
