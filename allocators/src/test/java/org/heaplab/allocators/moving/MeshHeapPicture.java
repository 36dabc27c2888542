package org.heaplab.allocators.moving;

import org.heaplab.allocators.HeapVisitor;

/// The committed bytes that the walk of a [MeshHeap] shows.
final class MeshHeapPicture implements HeapVisitor {
  private long committed;

  MeshHeapPicture(MeshHeap heap) {
    heap.walk(this);
  }

  long committed() {
    return committed;
  }

  @Override
  public void area(String name, long address, long bytes) {}

  @Override
  public void used(long handle, long address, long bytes, int locks) {
    committed += bytes;
  }

  @Override
  public void free(long address, long bytes, long committedBytes) {
    committed += committedBytes;
  }

  @Override
  public void metadata(long address, long bytes, long committedBytes) {
    committed += committedBytes;
  }
}
