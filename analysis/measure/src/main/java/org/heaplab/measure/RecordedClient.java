package org.heaplab.measure;

/// Locks and unlocks where the trace does.
final class RecordedClient extends LockingClient {
  RecordedClient(Setting setting) {
    super(setting);
  }

  @Override
  boolean lock(int slot) {
    hold(slot, slots.handle(slot));
    return true;
  }

  /// Undoes a lock that the client holds; a trace may end a span that began before it.
  @Override
  boolean unlock(int slot) {
    if (slots.locks(slot) > 0) {
      heap.unlock(slots.handle(slot));
      slots.addLocks(slot, -1);
    }
    return true;
  }
}
