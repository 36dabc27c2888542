package org.heaplab.allocators.moving;

import org.heaplab.allocators.backing.Memory;

/// The passes of [AnchorageHeap]. A pass empties sub-heaps, the sparsest first: each block moves
/// from the top down into holes of the others or to a top, so that pages go back as the emptied top
/// falls. It falls no further than the highest locked block, so those below it stay.
///
/// ```text
///    source   │ A │ free │ L │ B │ free  │ C │ top       L is locked
///    target   │ used │ C │ used │ B │ top
///    source   │ A │ free │ L │ top                       stuck, until it is unlocked
/// ```
///
/// Choosing a sub-heap looks at all of them; emptying one looks at each of its blocks.
final class Defragmentation {
  private final SubHeaps subHeaps;
  private final AnchorageBlocks blocks;
  private final IndirectionTable table;

  /// Whether the budget or the memory was at its end.
  private boolean isStopped;

  /// Whether a locked block was the last of a sub-heap.
  private boolean isLocked;

  Defragmentation(SubHeaps subHeaps, IndirectionTable table) {
    this.subHeaps = subHeaps;
    this.blocks = subHeaps.blocks();
    this.table = table;
  }

  /// Empties sub-heaps until all together span no more than a factor of the bytes of used blocks.
  ///
  /// @return bytes moved, at most the budget
  long pass(long budgetBytes, double factor) {
    long moved = 0;
    isStopped = false;
    while (!isStopped && subHeaps.spanBytes() > factor * subHeaps.usedBytes()) {
      int source = subHeaps.records().sparsest(factor);
      if (source < 0) break;
      long span = subHeaps.spanBytes();
      subHeaps.beginEvacuation(source);
      moved += empty(source, budgetBytes - moved);
      subHeaps.endEvacuation(isLocked);
      boolean isEmptied = !isStopped && !isLocked;
      if (isEmptied && subHeaps.spanBytes() >= span) subHeaps.setTargetStuck();
    }
    return moved;
  }

  private long empty(int source, long budgetBytes) {
    long moved = 0;
    isLocked = false;
    for (int block = subHeaps.records().last(source); block != 0; ) {
      int before = blocks.usedBefore(block);
      long bytes = blocks.bytes(block);
      long handle = table.entry(blocks.entry(block));
      isLocked = table.isLocked(handle);
      isStopped = !isLocked && (bytes > budgetBytes - moved || !move(block, bytes, handle));
      if (isLocked || isStopped) break;
      moved += bytes;
      block = before;
    }
    return moved;
  }

  /// @return false when there is no room or no memory for the block elsewhere
  private boolean move(int block, long bytes, long handle) {
    int target = subHeaps.allocate(bytes, table.alignment(handle));
    if (target == 0) return false;
    long payload = blocks.payload(target);
    Memory.copy(blocks.payload(block), payload, bytes - AnchorageBlocks.HEADER_BYTES);
    blocks.setEntry(target, table.index(handle));
    table.setAddress(handle, payload);
    subHeaps.free(block);
    return true;
  }
}
