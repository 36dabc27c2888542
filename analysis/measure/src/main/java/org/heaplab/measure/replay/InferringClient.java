package org.heaplab.measure.replay;

import org.heaplab.workloads.locks.LockPlan;
import org.heaplab.workloads.locks.LockSpans;

/// Locks and unlocks as a policy infers it from accesses. While a block is locked, it is read and
/// written by its address, as a client does that knows when its blocks lie still. It must do a
/// trace from its beginning.
public final class InferringClient extends LockingClient implements LockSpans.Holder {
  private final LockSpans spans;

  /// Where the locked block in each slot lies.
  private final long[] addresses;

  /// @param plan of the trace
  public InferringClient(Setting setting, LockPlan plan) {
    super(setting);
    spans = plan.begin();
    addresses = new long[setting.slots().slots()];
  }

  /// What the policy knows of a trace beforehand.
  public static LockPlan plan(LockMode.Inferred mode, ReplayFile.View trace) {
    return mode.policy().plan(trace.operations(), trace.records(), trace.slots());
  }

  @Override
  public boolean access(int slot, long access, long reach) {
    spans.before(slot, this);
    if (writes) touch(addresses[slot], reach, access);
    spans.after(slot, this);
    return true;
  }

  @Override
  public void freeing(int slot, long handle) {
    super.freeing(slot, handle);
    spans.freed(slot);
  }

  @Override
  public void hold(int slot) {
    addresses[slot] = hold(slot, slots.handle(slot));
  }

  @Override
  public void release(int slot) {
    heap.unlock(slots.handle(slot));
    slots.addLocks(slot, -1);
  }

  @Override
  public void relocked(int slot, long address) {
    addresses[slot] = address;
  }
}
