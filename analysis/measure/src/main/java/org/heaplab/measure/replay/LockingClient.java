package org.heaplab.measure.replay;

/// Holds locks longer than a touch, and counts them by slot: a heap may neither free a locked block
/// nor, in general, resize it.
public abstract class LockingClient extends TouchingClient {
  public LockingClient(Setting setting) {
    super(setting);
  }

  /// @return where the block lies
  public final long hold(int slot, long handle) {
    long address = heap.lock(handle);
    slots.addLocks(slot, 1);
    return address;
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
    for (int lock = 0; lock < locks; lock++) relocked(slot, heap.lock(slots.handle(slot)));
    return done;
  }

  /// A locked block was resized and is locked again.
  ///
  /// @param address where it lies now
  public void relocked(int slot, long address) {}
}
