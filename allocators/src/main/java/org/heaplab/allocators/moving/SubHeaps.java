package org.heaplab.allocators.moving;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.BlockLists;

/// The sub-heaps of [AnchorageHeap]: ranges of equal length in which blocks lie one behind the
/// other up to a top. Free blocks of all sub-heaps are in the [HoleLists].
///
/// ```text
///    sub-heap 0    │ used │ free │ used   │ used │ top ·  ·  ·  │
///    sub-heap 1    │ used   │ free  │ used │ free │ used │ top · │   ◀─ new blocks go to the top
///    sub-heap 2    │ top ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  │      of one of them
/// ```
///
/// Invariants:
///
/// 1. blocks tile a sub-heap from its start to its top, and the last is used;
/// 2. no two free blocks touch;
/// 3. a free block is in its list, unless its sub-heap is being evacuated;
/// 4. pages above a top are given back, but for a few of the sub-heap that blocks are added to.
///
/// Allocating looks at a few free blocks, and freeing takes constant time. When there is no more
/// room above the top that blocks are added to, a search of all sub-heaps finds another.
final class SubHeaps {
  /// What may stay committed above a top, so that it can rise and fall without a system call.
  private static final long SLACK_BYTES = 8 * Backing.PAGE_BYTES;

  private static final int NONE = -1;

  private final Backing backing;
  private final AnchorageBlocks blocks;
  private final SubHeapRecords records;
  private final HoleLists holes;
  private final int logBytes;
  private final int most;
  private final int quantum;
  private final long base;

  /// The smallest block that can be free.
  private final long leastBytes;

  /// Whose top new blocks go to, or [#NONE].
  private int current = NONE;

  /// The one that is being evacuated, or [#NONE].
  private int source = NONE;

  private long spanBytes;
  private long usedBytes;

  /// @param base address of the first sub-heap, at the start of a page
  /// @param logBytes log2 of the bytes of a sub-heap
  /// @param quantum what all block sizes are multiples of
  SubHeaps(Backing backing, SubHeapRecords records, long base, int logBytes, int quantum) {
    this.backing = backing;
    this.records = records;
    this.base = base;
    this.logBytes = logBytes;
    this.most = Integer.MAX_VALUE >>> (logBytes - AnchorageBlocks.LOG_UNIT_BYTES);
    this.quantum = quantum;
    this.leastBytes = Alignment.up(AnchorageBlocks.HEADER_BYTES + BlockLists.LINK_BYTES, quantum);
    this.blocks = new AnchorageBlocks(base - (1L << AnchorageBlocks.LOG_UNIT_BYTES));
    this.holes = new HoleLists(blocks);
  }

  AnchorageBlocks blocks() {
    return blocks;
  }

  SubHeapRecords records() {
    return records;
  }

  /// Bytes from the start of each sub-heap to its top.
  long spanBytes() {
    return spanBytes;
  }

  /// Bytes of used blocks with their headers.
  long usedBytes() {
    return usedBytes;
  }

  /// Bytes of a block for a request.
  long bytesFor(long size) {
    return Math.max(leastBytes, Alignment.up(AnchorageBlocks.HEADER_BYTES + size, quantum));
  }

  /// @param bytes of the block with its header
  /// @param boundary alignment of the payload
  /// @return a used block, or 0 when there is no room or no memory
  int allocate(long bytes, long boundary) {
    long needed = boundary <= quantum ? bytes : bytes + boundary + leastBytes;
    int block = holes.find(needed);
    if (block == 0) return bump(needed, bytes, boundary);
    holes.remove(block);
    long gap = gap(blocks.payload(block), boundary);
    if (gap > 0) {
      int rest = split(block, gap);
      holes.add(block);
      block = rest;
    }
    use(block);
    shrink(block, bytes);
    return block;
  }

  /// Bytes to leave before a block so that its payload is aligned: none, or enough for a free
  /// block.
  private long gap(long payload, long boundary) {
    long gap = Alignment.gap(payload, boundary);
    while (gap > 0 && gap < leastBytes) gap += boundary;
    return gap;
  }

  private int bump(long needed, long bytes, long boundary) {
    if (current == NONE || !hasRoom(current, needed)) current = withRoom(needed);
    if (current == NONE) return 0;
    long top = records.topBytes(current);
    long gap = gap(start(current) + top + AnchorageBlocks.HEADER_BYTES, boundary);
    if (!commit(current, top + gap + bytes)) return 0;
    int free = gap == 0 ? 0 : append(gap);
    int block = append(bytes);
    use(block);
    if (free != 0) holes.add(free);
    return block;
  }

  private boolean hasRoom(int subHeap, long bytes) {
    return records.topBytes(subHeap) + bytes <= bytes();
  }

  /// The first sub-heap with room at its top, or [#NONE].
  private int withRoom(long bytes) {
    for (int subHeap = 0; subHeap < records.count(); subHeap++) {
      if (subHeap != source && hasRoom(subHeap, bytes)) return subHeap;
    }
    return records.count() < most && records.add() ? records.count() - 1 : NONE;
  }

  private boolean commit(int subHeap, long bytes) {
    long committed = records.committedBytes(subHeap);
    if (bytes <= committed) return true;
    long more = Backing.wholePages(bytes) - committed;
    if (!backing.commit(start(subHeap) + committed, more)) return false;
    records.setCommittedBytes(subHeap, committed + more);
    return true;
  }

  /// Adds a free block at the top of the current sub-heap.
  private int append(long bytes) {
    long top = records.topBytes(current);
    int block = blocks.at(start(current) + top);
    blocks.setPrevious(block, records.last(current));
    blocks.setNext(block, block + units(bytes));
    blocks.setUsed(block, false);
    records.setLast(current, block);
    records.setTopBytes(current, top + bytes);
    spanBytes += bytes;
    return block;
  }

  private void use(int block) {
    blocks.setUsed(block, true);
    addUsed(subHeap(block), blocks.bytes(block));
  }

  private void addUsed(int subHeap, long bytes) {
    usedBytes += bytes;
    records.setUsedBytes(subHeap, records.usedBytes(subHeap) + bytes);
  }

  /// Frees a block; others of its sub-heap may gain by a move now.
  void free(int block) {
    records.setStuck(subHeap(block), 0);
    giveBack(block);
  }

  private void giveBack(int block) {
    int subHeap = subHeap(block);
    addUsed(subHeap, -blocks.bytes(block));
    blocks.setUsed(block, false);
    if (block != records.last(subHeap)) absorbFree(block, blocks.next(block));
    int previous = blocks.previous(block);
    int whole = block;
    if (previous != 0 && !blocks.isUsed(previous)) {
      unlist(previous);
      join(previous, block);
      whole = previous;
    }
    if (whole == records.last(subHeap)) lowerTop(subHeap, whole);
    else if (subHeap != source) holes.add(whole);
  }

  /// Joins a block with the one behind it if that is free.
  private void absorbFree(int block, int next) {
    if (blocks.isUsed(next)) return;
    unlist(next);
    join(block, next);
  }

  private void unlist(int free) {
    if (subHeap(free) != source) holes.remove(free);
  }

  private void join(int block, int next) {
    int subHeap = subHeap(block);
    int end = blocks.next(next);
    blocks.setNext(block, end);
    if (next == records.last(subHeap)) records.setLast(subHeap, block);
    else blocks.setPrevious(end, block);
  }

  /// Cuts a block in two.
  ///
  /// @return the second, which is as used as the first
  private int split(int block, long bytes) {
    int subHeap = subHeap(block);
    int rest = block + units(bytes);
    int end = blocks.next(block);
    blocks.setNext(block, rest);
    blocks.setPrevious(rest, block);
    blocks.setNext(rest, end);
    blocks.setUsed(rest, blocks.isUsed(block));
    if (block == records.last(subHeap)) records.setLast(subHeap, rest);
    else blocks.setPrevious(end, rest);
    return rest;
  }

  /// Takes the last block, which is free, off a sub-heap, and gives back pages above the top if
  /// they are more than the slack.
  private void lowerTop(int subHeap, int last) {
    long top = blocks.address(last) - start(subHeap);
    spanBytes -= records.topBytes(subHeap) - top;
    records.setLast(subHeap, blocks.previous(last));
    records.setTopBytes(subHeap, top);
    boolean isKept = source == NONE && subHeap == current;
    long needed = Backing.wholePages(top);
    long unneeded = records.committedBytes(subHeap) - needed;
    if (unneeded > (isKept ? SLACK_BYTES : 0)) {
      backing.release(start(subHeap) + needed, unneeded);
      records.setCommittedBytes(subHeap, needed);
    }
    if (top == 0) records.trim();
    if (current >= records.count()) current = NONE;
  }

  /// Frees what a used block has beyond these bytes, if that is enough for a block.
  void shrink(int block, long bytes) {
    if (blocks.bytes(block) - bytes >= leastBytes) giveBack(split(block, bytes));
  }

  /// Grows a used block where it is: into the top, or into the free block behind it.
  ///
  /// @return false when there is no room or no memory
  boolean grow(int block, long bytes) {
    int subHeap = subHeap(block);
    long more = bytes - blocks.bytes(block);
    int next = blocks.next(block);
    if (block == records.last(subHeap)) return growAtTop(subHeap, block, more);
    if (blocks.isUsed(next) || blocks.bytes(next) < more) return false;
    addUsed(subHeap, blocks.bytes(next));
    absorbFree(block, next);
    shrink(block, bytes);
    return true;
  }

  private boolean growAtTop(int subHeap, int block, long more) {
    long top = records.topBytes(subHeap) + more;
    if (top > bytes() || !commit(subHeap, top)) return false;
    records.setTopBytes(subHeap, top);
    blocks.setNext(block, blocks.next(block) + units(more));
    spanBytes += more;
    addUsed(subHeap, more);
    return true;
  }

  /// No block is placed in this sub-heap from now on.
  void beginEvacuation(int subHeap) {
    for (int block = first(subHeap); block < end(subHeap); block = blocks.next(block)) {
      if (!blocks.isUsed(block)) holes.remove(block);
    }
    source = subHeap;
    if (current == subHeap) current = NONE;
  }

  /// Ends what [#beginEvacuation] began.
  ///
  /// @param isLocked whether a locked block ended it
  void endEvacuation(boolean isLocked) {
    int subHeap = source;
    source = NONE;
    if (subHeap >= records.count()) return;
    for (int block = first(subHeap); block < end(subHeap); block = blocks.next(block)) {
      if (!blocks.isUsed(block)) holes.add(block);
    }
    if (isLocked) records.setStuck(subHeap, SubHeapRecords.LOCKED);
  }

  /// Another evacuation of the sub-heap that blocks were moved to would gain nothing.
  void setTargetStuck() {
    if (current != NONE) records.setStuck(current, SubHeapRecords.GAINLESS);
  }

  /// A block is no longer locked, and may move.
  void unlocked(int block) {
    int subHeap = subHeap(block);
    if (records.stuck(subHeap) == SubHeapRecords.LOCKED) records.setStuck(subHeap, 0);
  }

  private int subHeap(int block) {
    return (block - 1) >>> (logBytes - AnchorageBlocks.LOG_UNIT_BYTES);
  }

  /// Where a sub-heap starts.
  long start(int subHeap) {
    return base + ((long) subHeap << logBytes);
  }

  /// The block at the start of a sub-heap, if it has any.
  int first(int subHeap) {
    return blocks.at(start(subHeap));
  }

  /// The number that a block at the top would have.
  int end(int subHeap) {
    return blocks.at(start(subHeap) + records.topBytes(subHeap));
  }

  /// Bytes of a sub-heap.
  long bytes() {
    return 1L << logBytes;
  }

  private static int units(long bytes) {
    return (int) (bytes >>> AnchorageBlocks.LOG_UNIT_BYTES);
  }
}
