package org.heaplab.allocators.collector;

import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.PowerClasses;

/// Mark and sweep: a collection marks what the client holds, and then passes over the heap. What is
/// not marked becomes free, and goes to lists from which requests are served. Nothing moves.
///
/// From: McCarthy, *Recursive Functions of Symbolic Expressions and Their Computation by Machine,
/// Part I*, 1960, who sweeps on to one list of cells of equal size. Here there are lists by size,
/// since blocks differ.
///
/// ```text
///    references   ●        ●  ●              ●
///                 ▼        ▼  ▼              ▼
///    marked     │ ■ │ · · │ ■ │ ■ │ · │ · · │ ■ │ · ·│
///    swept      │   │ free│   │   │ free    │   │ top
/// ```
///
/// Invariants, of the time between a collection and the next:
///
/// 1. a block is in a list exactly when it is free and has room for two links;
/// 2. the list of a number of units below [#EXACT_UNITS] has blocks of that size only, any other
///    those of a class of [PowerClasses];
/// 3. no two free blocks touch, but for gaps that alignment leaves.
///
/// Marking visits the header of each live block, sweeping that of each block. A request takes the
/// first block of the smallest size that is large enough, in constant time, or the next bytes at
/// the top. A locked block is like any other. What it leaves out: nothing follows references within
/// objects, and the table of references is there because handles are; a collector of a program that
/// holds addresses would have none.
public final class MarkSweep implements CollectionScheme {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      CollectedHeap.entry(
              "mark-sweep",
              "McCarthy, Recursive Functions of Symbolic Expressions and Their Computation by"
                  + " Machine, 1960",
              (parts, options) -> new MarkSweep(parts))
          .without(Capability.MOVES);

  /// Blocks of fewer units have a list for each size.
  private static final int EXACT_UNITS = 128;

  private static final PowerClasses CLASSES = new PowerClasses(true);
  private static final int FIRST_CLASS = CLASSES.floor(EXACT_UNITS);
  private static final int LISTS = EXACT_UNITS + PowerClasses.COUNT - FIRST_CLASS;

  /// A larger request looks at so many blocks of its own class before it takes one of the next.
  private static final int MOST_LOOKS = 8;

  private static final long LEAST_LISTED_BYTES = BlockHeader.BYTES + BlockLists.LINK_BYTES;

  private final CollectorParts parts;
  private final LinearSpace space;

  /// Where the block with the number 0 would lie.
  private final long origin;

  private BlockLists lists;
  private long inspections;

  private MarkSweep(CollectorParts parts) {
    this.parts = parts;
    this.space = parts.space("blocks", CollectorParts.FIRST_SPACE, parts.areaBytes());
    this.origin = space.base() - BlockHeader.BYTES;
    this.lists = newLists();
  }

  private BlockLists newLists() {
    return new BlockLists(origin + BlockHeader.BYTES, LISTS);
  }

  @Override
  public long allocate(int reference, long bytes, long boundary) {
    long block = find(bytes + boundary - parts.quantum());
    block = block == 0 ? space.allocate(bytes, boundary) : take(block, bytes, boundary);
    if (block == 0) return 0;
    BlockHeader.set(block, bytes, reference);
    return block + BlockHeader.BYTES;
  }

  /// The first block of the first list whose blocks are large enough, or 0.
  private long find(long bytes) {
    int list = list(bytes);
    if (list >= EXACT_UNITS) {
      int block = lists.first(list);
      for (int looks = 0; block != 0 && looks < MOST_LOOKS; looks++) {
        inspections++;
        if (BlockHeader.bytes(address(block)) >= bytes) return address(block);
        block = lists.next(block);
      }
      list++;
    }
    int occupied = lists.occupiedFrom(list);
    if (occupied < 0) return 0;
    inspections++;
    return address(lists.first(occupied));
  }

  /// Takes a block out of a free one; what is left on both sides is free.
  ///
  /// @return 0 when there is no memory for it
  private long take(long free, long bytes, long boundary) {
    long end = free + BlockHeader.bytes(free);
    long block = LinearSpace.aligned(free, boundary);
    long rest = block + bytes;
    long needed = Math.min(rest + LEAST_LISTED_BYTES, end);
    if (!parts.backing().commit(free, needed - free)) return 0;
    lists.remove(list(end - free), number(free));
    addFree(free, block);
    addFree(rest, end);
    return block;
  }

  private void addFree(long from, long to) {
    if (from == to) return;
    BlockHeader.set(from, to - from, BlockHeader.FREE);
    if (to - from >= LEAST_LISTED_BYTES) lists.addFirst(list(to - from), number(from));
  }

  private static int list(long bytes) {
    long units = bytes >>> BlockHeader.LOG_UNIT_BYTES;
    return units < EXACT_UNITS ? (int) units : EXACT_UNITS + CLASSES.floor(units) - FIRST_CLASS;
  }

  private int number(long block) {
    return (int) ((block - origin) >>> BlockHeader.LOG_UNIT_BYTES);
  }

  private long address(int number) {
    return origin + (Integer.toUnsignedLong(number) << BlockHeader.LOG_UNIT_BYTES);
  }

  @Override
  public void collect(long spareBytes) {
    parts.markAll();
    sweep(spareBytes);
    parts.large().sweep();
  }

  /// Makes one free block of all blocks without a mark that touch, and takes the marks off the
  /// others.
  private void sweep(long spareBytes) {
    lists = newLists();
    space.beginPass(spareBytes);
    long top = space.top();
    long free = space.base();
    for (long block = free, next; block < top; block = next) {
      next = block + BlockHeader.bytes(block);
      if (!BlockHeader.isMarked(block)) continue;
      BlockHeader.unmark(block);
      if (free < block) sweepOut(free, block);
      free = next;
    }
    space.endPass(free);
  }

  private void sweepOut(long from, long to) {
    space.setFree(from, to);
    if (to - from >= LEAST_LISTED_BYTES) lists.addLast(list(to - from), number(from));
  }

  @Override
  public long inspections() {
    return inspections;
  }

  @Override
  public void walk(BlockWalk walk) {
    space.walk(walk);
  }
}
