package org.heaplab.allocators.moving;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.mechanism.PageSupply;

/// Shows the spans of a [MeshHeap], each at the addresses where clients see it. What is free in the
/// memory of a group counts at its head.
final class MeshWalk {
  private final MiniHeaps spans;
  private final MeshSizes sizes;
  private final HeapVisitor visitor;

  MeshWalk(MiniHeaps spans, MeshSizes sizes, HeapVisitor visitor) {
    this.spans = spans;
    this.sizes = sizes;
    this.visitor = visitor;
  }

  void show(int span) {
    int sizeClass = spans.sizeClass(span);
    int head = spans.head(span);
    int bytes = sizes.bytes(sizeClass);
    long at = spans.address(span);
    long end = at + PageSupply.bytes(sizes.pages(sizeClass));
    for (int slot = 0; slot < sizes.slots(sizeClass); slot++, at += bytes) {
      if (spans.isUsed(span, slot)) visitor.used(at, at, bytes, 0);
      else showFree(at, bytes, span == head && spans.isFree(head, slot), Part.FREE_SLOTS);
    }
    if (at < end) showFree(at, end - at, span == head, Part.PAGE_TAILS);
  }

  private void showFree(long address, long bytes, boolean counts, Part part) {
    visitor.free(address, bytes, counts ? bytes : 0);
    if (counts) visitor.part(part, bytes);
  }
}
