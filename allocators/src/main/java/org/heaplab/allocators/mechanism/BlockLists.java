package org.heaplab.allocators.mechanism;

/// Doubly linked lists of free blocks: a few lists, the links in the blocks themselves. Blocks are
/// numbered from 1, and 0 is no block. All but searching takes constant time.
///
/// ```text
///    first ─▶ ┌──────┬──────────┐    ┌──────┬──────────┐
///             │ next │ previous │ ─▶ │ next │ previous │ ◀─ last
///             └──────┴──────────┘    └──────┴──────────┘
/// ```
///
/// Invariant: the bit of a list is set exactly when the list is not empty.
public final class BlockLists {
  /// Bytes of a free block that hold its links.
  public static final int LINK_BYTES = Links.BYTES;

  private static final long NEXT = Links.ONE;
  private static final long PREVIOUS = Links.OTHER;

  private final Links links;
  private final int[] first;
  private final int[] last;
  private final Bitmap occupied;

  /// @param linkBase address of the links of a block with the number 0
  /// @param logUnitBytes log2 of the bytes from a block's number to the next
  /// @param lists how many, all empty
  public BlockLists(long linkBase, int logUnitBytes, int lists) {
    this.links = new Links(linkBase, logUnitBytes);
    this.first = new int[lists];
    this.last = new int[lists];
    this.occupied = new Bitmap(lists);
  }

  /// The first list from this one on that is not empty, or -1.
  public int occupiedFrom(int list) {
    return occupied.firstFrom(list);
  }

  /// The first block of a list, or 0.
  public int first(int list) {
    return first[list];
  }

  /// The block after another, or 0.
  public int next(int block) {
    return links.get(block, NEXT);
  }

  public void addFirst(int list, int block) {
    link(list, block, 0, first[list]);
  }

  public void addLast(int list, int block) {
    link(list, block, last[list], 0);
  }

  public void remove(int list, int block) {
    int previous = links.get(block, PREVIOUS);
    int next = links.get(block, NEXT);
    setNext(list, previous, next);
    setPrevious(list, next, previous);
    if (first[list] == 0) occupied.clear(list);
  }

  /// Puts a block where another is in the list. Their links do not overlap.
  public void replace(int list, int old, int block) {
    link(list, block, links.get(old, PREVIOUS), links.get(old, NEXT));
  }

  private void link(int list, int block, int previous, int next) {
    links.set(block, NEXT, next);
    links.set(block, PREVIOUS, previous);
    setNext(list, previous, block);
    setPrevious(list, next, block);
    occupied.set(list);
  }

  private void setNext(int list, int block, int next) {
    if (block == 0) first[list] = next;
    else links.set(block, NEXT, next);
  }

  private void setPrevious(int list, int block, int previous) {
    if (block == 0) last[list] = previous;
    else links.set(block, PREVIOUS, previous);
  }
}
