package org.heaplab.measure.replay;

import java.lang.foreign.MemorySegment;
import org.heaplab.workloads.Operation;

/// How many bytes are live along a replay, and how many of these the program touches.
public final class LiveBytes {
  private final MemorySegment operations;
  private final SlotTable slots;

  /// Of each slot, how many bytes the program touches.
  private final long[] touchedBySlot;

  private long requested;
  private long touched;

  /// @param slots of a replay that has not begun
  public LiveBytes(ReplayFile.View trace, SlotTable slots) {
    this.operations = trace.operations();
    this.slots = slots;
    this.touchedBySlot = new long[trace.slots()];
  }

  /// Does a step of the replay.
  ///
  /// @return false when its request was refused, and then nothing has changed
  public boolean step(Client client, long record) {
    byte kind = Operation.kind(operations, record);
    if (!Operation.counts(kind)) return client.step(record);
    int slot = Operation.slot(operations, record);
    long before = slots.size(slot);
    if (!client.step(record)) return false;
    long size = slots.size(slot);
    boolean partly =
        kind != Operation.FREE
            && (Operation.logAlignment(operations, record) & ReplayFile.PARTLY) != 0;
    long now = partly ? slots.written(slot) : size;
    requested += size - before;
    touched += now - touchedBySlot[slot];
    touchedBySlot[slot] = now;
    return true;
  }

  public long requested() {
    return requested;
  }

  public long touched() {
    return touched;
  }
}
