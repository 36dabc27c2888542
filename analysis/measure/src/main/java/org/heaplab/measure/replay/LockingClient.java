package org.heaplab.measure.replay;

/// Holds locks longer than a touch, and counts them by slot: a heap may neither free a locked block
/// nor, in general, resize it.
public abstract class LockingClient extends TouchingClient {
  public LockingClient(Setting setting) {
    super(setting);
  }

  public final void hold(int slot, long handle) {
    heap.lock(handle);
    slots.addLocks(slot, 1);
  }

  @Override
  public void freeing(int slot, long handle) {
    unlockAll(slot, handle);
  }

  private void unlockAll(int slot, long handle) {
    for (int locks = slots.locks(slot); locks > 0; locks--) heap.unlock(handle);
  }

  @Override
  public final boolean realloc(int slot, long size, long before, long after) {
    int locks = slots.locks(slot);
    unlockAll(slot, slots.handle(slot));
    boolean done = super.realloc(slot, size, before, after);
    if (done) slots.addLocks(slot, locks);
    for (int lock = 0; lock < locks; lock++) heap.lock(slots.handle(slot));
    return done;
  }
}
