package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.MaxTree;

/// The list of a [FreeList], for heaps whose bookkeeping does not count: the same blocks in the
/// same order, with an index beside it, so that a search does not inspect them all. Every block has
/// a place in a row, and a [MaxTree] knows the sizes along it. What is left of a block that was cut
/// has its place.
///
/// ```text
///    sizes     │ 0         │ 12        │ 0         │ 5         │  the row of the tree
///    blocks    │ –         │ ●         │ –         │ ●         │
///                            ▲ place, also in the block's first link
/// ```
///
/// New places are at the start of the row, of it or at its end. When there are none left, all
/// blocks get new ones in a row of at least twice as many.
///
/// Invariant: the size in a place is that of its block, and 0 where there is none.
///
/// An operation costs O(log n) in the number of free blocks, a new row aside, which costs a
/// constant time for each block that was added since the last one.
public final class IndexedFreeList implements FreeSequence {
  private static final int LEAST_PLACES = 1 << 10;
  private static final int MOST_PLACES = 1 << 30;
  private static final long PLACE = TaggedNodes.ONE;

  private final TaggedNodes nodes;
  private final MaxTree sizes;
  private final boolean lastFreedFirst;
  private int[] blockAt = {};

  /// Places in use are from here on, up to the end.
  private int first;

  private int end;
  private int count;

  /// A block of the list, or 0 for its start.
  private int rover;

  private long inspections;

  /// @param blocks without headers
  /// @param order [FreeOrder#LIFO] adds blocks at the start of the list, [FreeOrder#FIFO] at its
  ///   end
  IndexedFreeList(TaggedBlocks blocks, FreeOrder order) {
    this.nodes = blocks.nodes();
    this.sizes = new MaxTree(blocks.books(), blocks.side(), mostPlaces(blocks.bytes()));
    this.lastFreedFirst = order == FreeOrder.LIFO;
  }

  /// Addresses for the index of so many bytes of blocks.
  static long tableBytesFor(long bytes) {
    return MaxTree.bytesFor(mostPlaces(bytes));
  }

  /// Four for each block of the least size.
  private static int mostPlaces(long bytes) {
    long places = 4 * (bytes >>> TaggedBlocks.LOG_UNIT_BYTES);
    return Math.clamp(places, LEAST_PLACES, MOST_PLACES);
  }

  @Override
  public int firstAtLeast(int size) {
    return block(sizes.firstAtLeast(size));
  }

  @Override
  public int nextAtLeast(int size) {
    int found = rover == 0 ? 0 : block(sizes.firstAtLeast(size, place(rover)));
    if (found == 0) found = firstAtLeast(size);
    if (found != 0) rover = found;
    return found;
  }

  private int block(int place) {
    inspections++;
    return place < 0 ? 0 : blockAt[place];
  }

  private int place(int block) {
    return nodes.get(block, PLACE);
  }

  @Override
  public void insert(int block) {
    if (lastFreedFirst ? first == 0 : end == blockAt.length) renumber();
    put(lastFreedFirst ? --first : end++, block);
    count++;
  }

  private void put(int place, int block) {
    blockAt[place] = block;
    nodes.set(block, PLACE, place);
    sizes.set(place, nodes.size(block));
  }

  @Override
  public void remove(int block) {
    int place = place(block);
    if (block == rover) rover = block(sizes.firstAtLeast(1, place + 1));
    sizes.set(place, 0);
    count--;
  }

  @Override
  public void cut(int old, int rest) {
    if (old == rover) rover = rest;
    put(place(old), rest);
  }

  /// Gives all blocks new places in the same order, with room for as many more.
  private void renumber() {
    int[] old = new int[count];
    int kept = 0;
    for (int place = first; place < end; place++) {
      if (sizes.get(place) == 0) continue;
      old[kept++] = blockAt[place];
      sizes.set(place, 0);
    }
    int places = Math.max(LEAST_PLACES, 2 << Log2.ceiling(Math.max(count, 1)));
    if (!sizes.resize(places)) throw new OutOfMemoryError("no memory for an index of free blocks");
    if (places != blockAt.length) blockAt = new int[places];
    first = lastFreedFirst ? places - count : 0;
    end = first + count;
    for (int i = 0; i < count; i++) put(first + i, old[i]);
  }

  @Override
  public long inspections() {
    return inspections;
  }
}
