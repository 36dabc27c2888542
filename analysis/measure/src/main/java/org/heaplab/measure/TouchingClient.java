package org.heaplab.measure;

/// Locks a block only while it reads or writes it.
class TouchingClient extends Client {
  private final boolean writes;

  TouchingClient(Setting setting) {
    super(setting);
    this.writes = setting.writes();
  }

  @Override
  void allocated(int slot, long handle, long size) {
    long address = heap.lock(handle);
    if (writes) write(address, 0, size);
    heap.unlock(handle);
  }

  @Override
  void resized(int slot, long handle, long oldSize, long size) {
    if (size <= oldSize) return;
    long address = heap.lock(handle);
    if (writes) write(address, oldSize, size);
    heap.unlock(handle);
  }

  @Override
  final boolean access(int slot, long access) {
    long handle = slots.handle(slot);
    long address = heap.lock(handle);
    if (writes) touch(address, slots.size(slot), access);
    heap.unlock(handle);
    return true;
  }
}
