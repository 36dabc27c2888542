package org.heaplab.measure.replay;

import org.heaplab.workloads.locks.LockPlan;
import org.heaplab.workloads.locks.LockSpans;

/// Locks and unlocks around accesses as a policy infers it. It must do a trace from its beginning.
public final class InferringClient extends LockingClient implements LockSpans.Holder {
  private final LockSpans spans;

  /// @param plan of the trace
  public InferringClient(Setting setting, LockPlan plan) {
    super(setting);
    spans = plan.begin();
  }

  /// What the policy knows of a trace beforehand.
  public static LockPlan plan(LockMode.Inferred mode, ReplayFile.View trace) {
    return mode.policy().plan(trace.operations(), trace.records(), trace.slots());
  }

  @Override
  public boolean access(int slot, long access, long reach) {
    spans.before(slot, this);
    super.access(slot, access, reach);
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
    hold(slot, slots.handle(slot));
  }

  @Override
  public void release(int slot) {
    heap.unlock(slots.handle(slot));
    slots.addLocks(slot, -1);
  }
}
