package org.heaplab.measure.replay;

/// Locks and unlocks where the trace does.
public final class RecordedClient extends LockingClient {
  public RecordedClient(Setting setting) {
    super(setting);
  }

  @Override
  public boolean lock(int slot) {
    hold(slot, slots.handle(slot));
    return true;
  }

  /// Undoes a lock that the client holds; a trace may end a span that began before it.
  @Override
  public boolean unlock(int slot) {
    if (slots.locks(slot) > 0) {
      heap.unlock(slots.handle(slot));
      slots.addLocks(slot, -1);
    }
    return true;
  }
}
