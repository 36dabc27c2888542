package org.heaplab.measure.heapmap;

import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.measure.heapmap.AddressBins.Use;

/// One walk along the addresses of a heap. The walk tells how many bytes of a span are held, not
/// which: they are taken to be the first ones.
final class AddressWalk implements HeapVisitor {
  private final AddressBins bins;
  private final FreeSpans spans = new FreeSpans();
  private AddressBins.Area area;
  private long start;
  private long heldBytes;

  /// Of the used block shown last, what has not been added yet: its bytes may not all be held.
  private long usedAddress;

  private long usedBytes;
  private boolean isLocked;

  private AddressWalk(AddressBins bins) {
    this.bins = bins;
  }

  /// Walks a heap and adds what it holds to a moment of the bins.
  static AddressWalk of(Heap heap, AddressBins bins) {
    var walk = new AddressWalk(bins);
    heap.walk(walk);
    walk.addUsed();
    walk.spans.end();
    return walk;
  }

  FreeSpans spans() {
    return spans;
  }

  /// All bytes that are held.
  long heldBytes() {
    return heldBytes;
  }

  @Override
  public void area(String name, long address, long bytes) {
    addUsed();
    spans.end();
    area = bins.area(name);
    start = address;
  }

  @Override
  public void used(long handle, long address, long bytes, int locks) {
    addUsed();
    spans.end();
    usedAddress = address;
    usedBytes = bytes;
    isLocked = locks > 0;
  }

  @Override
  public void untouched(long bytes) {
    usedBytes -= bytes;
  }

  @Override
  public void free(long address, long bytes, long committedBytes) {
    addUsed();
    spans.add(bytes, committedBytes);
    add(Use.FREE, address, committedBytes);
  }

  @Override
  public void metadata(long address, long bytes, long committedBytes) {
    addUsed();
    spans.end();
    add(Use.METADATA, address, committedBytes);
  }

  private void addUsed() {
    if (usedBytes == 0) return;
    add(Use.USED, usedAddress, usedBytes);
    if (isLocked) area.add(Use.LOCKED, usedAddress - start, usedBytes);
    usedBytes = 0;
    isLocked = false;
  }

  private void add(Use use, long address, long bytes) {
    heldBytes += bytes;
    area.add(use, address - start, bytes);
  }
}
