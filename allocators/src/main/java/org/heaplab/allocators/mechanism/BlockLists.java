package org.heaplab.allocators.mechanism;

/// Doubly linked lists of free blocks: a few lists, the links in the blocks themselves. Blocks are
/// numbered by their start in units of 8 bytes, from 1 on, and 0 is no block. All but searching
/// takes constant time.
///
/// ```text
///    first ─▶ ┌──────┬──────────┐    ┌──────┬──────────┐
///             │ next │ previous │ ─▶ │ next │ previous │ ◀─ last
///             └──────┴──────────┘    └──────┴──────────┘
/// ```
///
/// Invariant: the bit of a list is set exactly when the list is not empty.
public final class BlockLists {
  /// The bytes from the start of a block with one number to that with the next.
  public static final int LOG_UNIT_BYTES = Links.LOG_UNIT_BYTES;

  /// Bytes of a free block that hold its links.
  public static final int LINK_BYTES = Links.BYTES;

  private static final long NEXT = Links.ONE;
  private static final long PREVIOUS = Links.OTHER;

  private final Links links;
  private final int[] first;
  private final int[] last;
  private final Bitmap occupied;

  /// @param linkBase address of the links of a block with the number 0
  /// @param lists how many, all empty
  public BlockLists(long linkBase, int lists) {
    this.links = new Links(linkBase);
    this.first = new int[lists];
    this.last = new int[lists];
    this.occupied = new Bitmap(lists);
  }

  /// The first list from this one on that is not empty, or -1.
  public int occupiedFrom(int list) {
    return occupied.firstFrom(list);
  }

  /// The last list that is not empty, or -1.
  public int lastOccupied() {
    return occupied.last();
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
    int next = first[list];
    links.set(block, NEXT, next);
    links.set(block, PREVIOUS, 0);
    first[list] = block;
    if (next == 0) addedToEmpty(list, block);
    else links.set(next, PREVIOUS, block);
  }

  public void addLast(int list, int block) {
    int previous = last[list];
    if (previous == 0) {
      addFirst(list, block);
      return;
    }
    links.set(block, NEXT, 0);
    links.set(block, PREVIOUS, previous);
    links.set(previous, NEXT, block);
    last[list] = block;
  }

  private void addedToEmpty(int list, int block) {
    last[list] = block;
    occupied.set(list);
  }

  public void remove(int list, int block) {
    int previous = links.get(block, PREVIOUS);
    int next = links.get(block, NEXT);
    setNext(list, previous, next);
    setPrevious(list, next, previous);
    if ((previous | next) == 0) occupied.clear(list);
  }

  /// Puts a block where another is in the list. Their links do not overlap.
  public void replace(int list, int old, int block) {
    int previous = links.get(old, PREVIOUS);
    int next = links.get(old, NEXT);
    links.set(block, NEXT, next);
    links.set(block, PREVIOUS, previous);
    setNext(list, previous, block);
    setPrevious(list, next, block);
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
