package org.heaplab.measure.locality;

import org.heaplab.measure.replay.TouchingClient;

/// Does recorded accesses in a model of the machine's caches.
final class ModelledClient extends TouchingClient {
  private final MemoryModel memory;

  ModelledClient(Setting setting, MemoryModel memory) {
    super(setting);
    this.memory = memory;
  }

  @Override
  public boolean access(int slot, long access, long reach) {
    long handle = slots.handle(slot);
    memory.access(heap.lock(handle) + (access >>> 8), (int) (access >>> 1 & 0x7F));
    heap.unlock(handle);
    return true;
  }
}
