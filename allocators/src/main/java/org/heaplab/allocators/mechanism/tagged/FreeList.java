package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.BoundaryTags;

/// All free blocks in one list, in the order in which they became free. What is left of a block
/// that was cut stays where that was in the list. The roving pointer is a block of the list, or 0
/// for its start.
///
/// Adding and removing take constant time; a search inspects up to every block.
public final class FreeList implements FreeSequence {
  private static final int LIST = 0;

  private final BoundaryTags tags;
  private final BlockLists lists;
  private final boolean lastFreedFirst;
  private int rover;
  private long inspections;

  /// @param order [FreeOrder#LIFO] adds blocks at the start of the list, [FreeOrder#FIFO] at its
  ///   end
  public FreeList(TaggedBlocks blocks, FreeOrder order) {
    if (order == FreeOrder.ADDRESS) {
      throw new IllegalArgumentException("a free list must be in order lifo or fifo: " + order);
    }
    this.tags = blocks.tags();
    this.lists = new BlockLists(blocks.linkBase(), LIST + 1);
    this.lastFreedFirst = order == FreeOrder.LIFO;
  }

  @Override
  public int firstAtLeast(int size) {
    return search(lists.first(LIST), 0, size);
  }

  @Override
  public int nextAtLeast(int size) {
    int found = search(rover, 0, size);
    if (found == 0) found = search(lists.first(LIST), rover, size);
    if (found != 0) rover = found;
    return found;
  }

  /// Of the smallest blocks of at least this size the first, or 0. Only a block of exactly this
  /// size ends the search early.
  public int smallestAtLeast(int size) {
    int smallest = 0;
    int smallestSize = Integer.MAX_VALUE;
    for (int block = lists.first(LIST); block != 0; block = lists.next(block)) {
      inspections++;
      int found = tags.size(block);
      if (found < size || found >= smallestSize) continue;
      smallest = block;
      smallestSize = found;
      if (found == size) break;
    }
    return smallest;
  }

  private int search(int from, int end, int size) {
    int block = from;
    while (block != end) {
      inspections++;
      if (tags.size(block) >= size) return block;
      block = lists.next(block);
    }
    return 0;
  }

  @Override
  public void insert(int block) {
    if (lastFreedFirst) lists.addFirst(LIST, block);
    else lists.addLast(LIST, block);
  }

  @Override
  public void remove(int block) {
    if (block == rover) rover = lists.next(block);
    lists.remove(LIST, block);
  }

  @Override
  public void cut(int old, int rest) {
    if (old == rover) rover = rest;
    lists.replace(LIST, old, rest);
  }

  @Override
  public long inspections() {
    return inspections;
  }
}
