package org.heaplab.measure;

import org.heaplab.allocators.HandleAllocator;

/// Locks a block only while it reads or writes it.
class TouchingClient extends Client {
  TouchingClient(HandleAllocator heap, SlotTable slots) {
    super(heap, slots);
  }

  @Override
  void allocated(int slot, long handle, long size) {
    write(heap.lock(handle), 0, size);
    heap.unlock(handle);
  }

  @Override
  void resized(int slot, long handle, long oldSize, long size) {
    if (size <= oldSize) return;
    write(heap.lock(handle), oldSize, size);
    heap.unlock(handle);
  }

  @Override
  final boolean access(int slot, long access) {
    long handle = slots.handle(slot);
    touch(heap.lock(handle), slots.size(slot), access);
    heap.unlock(handle);
    return true;
  }
}
