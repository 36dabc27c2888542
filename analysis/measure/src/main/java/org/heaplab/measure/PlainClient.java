package org.heaplab.measure;

import org.heaplab.allocators.HandleAllocator;

/// Never looks into a block.
final class PlainClient extends Client {
  PlainClient(HandleAllocator heap, SlotTable slots) {
    super(heap, slots);
  }
}
