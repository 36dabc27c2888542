package org.heaplab.measure.adversary;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.workloads.synthetic.adversary.SeenHeap;

/// An allocator as an adversary sees it.
final class SeenAllocator implements SeenHeap {
  private final HandleAllocator heap;
  private final boolean locks;
  private final List<Long> handles = new ArrayList<>();
  private long peakFootprintBytes;

  /// @param locks whether every block stays locked from its birth, so that its address stays
  SeenAllocator(HandleAllocator heap, boolean locks) {
    this.heap = heap;
    this.locks = locks;
  }

  @Override
  public int malloc(long size) {
    long handle = heap.malloc(size);
    if (handle == Heap.NULL)
      throw new IllegalStateException("a heap without limit must not refuse");
    if (locks) heap.lock(handle);
    peakFootprintBytes = Math.max(peakFootprintBytes, heap.footprintBytes());
    handles.add(handle);
    return handles.size() - 1;
  }

  @Override
  public void free(int block) {
    if (locks) heap.unlock(handles.get(block));
    heap.free(handles.get(block));
  }

  @Override
  public long address(int block) {
    long address = heap.lock(handles.get(block));
    heap.unlock(handles.get(block));
    return address - heap.baseAddress();
  }

  /// Locks a block for good.
  void pin(int block) {
    heap.lock(handles.get(block));
  }

  long peakFootprintBytes() {
    return peakFootprintBytes;
  }
}
