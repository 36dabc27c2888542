package org.heaplab.measure.replay;

/// Locks a block only while it reads or writes it.
public class TouchingClient extends Client {
  protected final boolean writes;

  public TouchingClient(Setting setting) {
    super(setting);
    this.writes = setting.writes();
  }

  @Override
  public void allocated(int slot, long handle, long bytes) {
    long address = heap.lock(handle);
    if (writes) write(address, 0, bytes);
    heap.unlock(handle);
  }

  @Override
  public void resized(int slot, long handle, long before, long after) {
    if (after <= before) return;
    long address = heap.lock(handle);
    if (writes) write(address, before, after);
    heap.unlock(handle);
  }

  @Override
  public boolean access(int slot, long access, long reach) {
    long handle = slots.handle(slot);
    long address = heap.lock(handle);
    if (writes) touch(address, reach, access);
    heap.unlock(handle);
    return true;
  }
}
