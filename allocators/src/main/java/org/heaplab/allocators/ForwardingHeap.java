package org.heaplab.allocators;

import java.util.Optional;

/// A heap that stands in front of another and passes on what every heap can be asked. What it does
/// with blocks is left to the subclass.
public abstract class ForwardingHeap implements Heap {
  private final Heap heap;

  protected ForwardingHeap(Heap heap) {
    this.heap = heap;
  }

  @Override
  public long footprintBytes() {
    return heap.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return heap.baseAddress();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    heap.walk(visitor);
  }

  @Override
  public void check() {
    heap.check();
  }

  @Override
  public Compaction compaction() {
    return heap.compaction();
  }

  @Override
  public Optional<Tracing> tracing() {
    return heap.tracing();
  }

  @Override
  public long garbageBytes() {
    return heap.garbageBytes();
  }

  @Override
  public long inspections() {
    return heap.inspections();
  }

  @Override
  public void watch(PauseWatcher watcher) {
    heap.watch(watcher);
  }

  @Override
  public void phase() {
    heap.phase();
  }

  @Override
  public void passTime(long nanos) {
    heap.passTime(nanos);
  }

  @Override
  public void close() {
    heap.close();
  }
}
