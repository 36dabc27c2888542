package org.heaplab.allocators.moving;

import static org.heaplab.allocators.moving.AnchorageBlocks.HEADER_BYTES;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;

/// Shows the blocks of [SubHeaps] in the order of their addresses, all sub-heaps as one area.
final class SubHeapWalk {
  private final SubHeaps subHeaps;
  private final AnchorageBlocks blocks;
  private final IndirectionTable table;

  SubHeapWalk(SubHeaps subHeaps, IndirectionTable table) {
    this.subHeaps = subHeaps;
    this.blocks = subHeaps.blocks();
    this.table = table;
  }

  void show(HeapVisitor visitor) {
    int count = subHeaps.records().count();
    visitor.area("sub-heaps", subHeaps.start(0), count * subHeaps.bytes());
    for (int subHeap = 0; subHeap < count; subHeap++) show(subHeap, visitor);
    subHeaps.records().walk(visitor);
  }

  private void show(int subHeap, HeapVisitor visitor) {
    int end = subHeaps.end(subHeap);
    for (int block = subHeaps.first(subHeap); block < end; block = blocks.next(block)) {
      if (blocks.isUsed(block)) showUsed(block, visitor);
      else visitor.free(blocks.address(block), blocks.bytes(block), blocks.bytes(block));
    }
    long top = subHeaps.records().topBytes(subHeap);
    long rest = subHeaps.bytes() - top;
    if (rest == 0) return;
    long committed = subHeaps.records().committedBytes(subHeap);
    visitor.free(subHeaps.start(subHeap) + top, rest, committed - top);
  }

  private void showUsed(int block, HeapVisitor visitor) {
    long handle = table.entry(blocks.entry(block));
    visitor.metadata(blocks.address(block), HEADER_BYTES, HEADER_BYTES);
    visitor.part(Part.HEADERS, HEADER_BYTES);
    visitor.used(
        handle, blocks.payload(block), blocks.bytes(block) - HEADER_BYTES, table.locks(handle));
  }
}
