package org.heaplab.allocators.collector;

import org.heaplab.allocators.Entry;

/// Mark and compact: a collection marks what the client holds, and then slides it down to the start
/// of the heap, in the order in which it lies. All free bytes are behind it, and a request takes
/// the next of them.
///
/// From: LISP 2, as Cohen & Nicolau, *Comparison of Compacting Algorithms for Garbage Collection*,
/// 1983, have it: three passes after marking, for new addresses, references and blocks. Where a
/// table holds the only reference to each block, as here, they are one pass.
///
/// ```text
///    marked     │ ■ │ · · │ ■ │ · │ L │ · · │ ■ │ · ·│     L: locked
///    slid       │ ■ │ ■ │ hole    │ L │ ■ │ top
/// ```
///
/// A locked block stays where it is, and so does one that the budget of a compaction does not pay
/// for. No block passes over it: what is free before it becomes a hole, whole pages of which are
/// given back like those behind the top. Requests are served from the holes first.
///
/// Invariant: between a collection and the next, a block has no mark.
///
/// Marking visits the header of each live block, sliding that of each block, and moves each live
/// one at most once. Allocating takes constant time. What it leaves out: nothing follows references
/// within objects, and none of them has to be changed.
public final class MarkCompact implements CollectionScheme {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      CollectedHeap.entry(
          "mark-compact",
          "Cohen & Nicolau, Comparison of Compacting Algorithms for Garbage Collection, 1983",
          (parts, options) -> new MarkCompact(parts, "blocks"));

  private final CollectorParts parts;
  private final LinearSpace space;

  /// @param name of the blocks, for the walk
  MarkCompact(CollectorParts parts, String name) {
    this.parts = parts;
    this.space = parts.space(name, CollectorParts.FIRST_SPACE, parts.areaBytes());
  }

  LinearSpace space() {
    return space;
  }

  @Override
  public long allocate(int reference, long bytes, long boundary) {
    long block = space.allocate(bytes, boundary);
    if (block == 0) return 0;
    BlockHeader.set(block, bytes, reference);
    return block + BlockHeader.BYTES;
  }

  @Override
  public void collect(long spareBytes) {
    parts.markAll();
    slideAll(spareBytes);
    parts.large().sweep();
  }

  private void slideAll(long spareBytes) {
    space.beginPass(spareBytes);
    long top = space.top();
    long to = space.base();
    for (long block = to, next; block < top; block = next) {
      next = block + BlockHeader.bytes(block);
      if (!BlockHeader.isMarked(block)) continue;
      BlockHeader.unmark(block);
      to = slide(block, to);
    }
    space.endPass(to);
  }

  /// Moves a block down if it may move.
  ///
  /// @param to where the block before it ends
  /// @return where it ends itself
  private long slide(long block, long to) {
    long bytes = BlockHeader.bytes(block);
    int reference = BlockHeader.reference(block);
    long target = LinearSpace.aligned(to, parts.references().alignment(reference));
    if (target < block && parts.mayMove(reference, bytes) && commit(to, target + bytes)) {
      parts.move(reference, block, target, bytes);
    } else {
      target = block;
    }
    space.addHole(to, target);
    return target + bytes;
  }

  /// Pages of a hole may have been given back. What follows the block needs a header.
  private boolean commit(long from, long to) {
    return parts.backing().commit(from, to + BlockHeader.BYTES - from);
  }

  @Override
  public boolean isLoose() {
    return space.hasHoles();
  }

  @Override
  public long inspections() {
    return space.inspections();
  }

  @Override
  public void walk(BlockWalk walk) {
    space.walk(walk);
  }
}
