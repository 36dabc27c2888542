package org.heaplab.measure;

/// Holds locks longer than a touch, and counts them by slot: a heap may neither free a locked block
/// nor, in general, resize it.
abstract class LockingClient extends TouchingClient {
  LockingClient(Setting setting) {
    super(setting);
  }

  final void hold(int slot, long handle) {
    heap.lock(handle);
    slots.addLocks(slot, 1);
  }

  @Override
  final void freeing(int slot, long handle) {
    for (int locks = slots.locks(slot); locks > 0; locks--) heap.unlock(handle);
  }

  @Override
  final boolean realloc(int slot, long size, long before, long after) {
    int locks = slots.locks(slot);
    freeing(slot, slots.handle(slot));
    boolean done = super.realloc(slot, size, before, after);
    if (done) slots.addLocks(slot, locks);
    for (int lock = 0; lock < locks; lock++) heap.lock(slots.handle(slot));
    return done;
  }
}
