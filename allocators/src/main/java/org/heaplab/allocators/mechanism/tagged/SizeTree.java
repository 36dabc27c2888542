package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.Bitmap;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.Links;

/// Search trees of free blocks ordered by size, and among equals by their [FreeOrder]. Small sizes
/// have a tree each, found through a bitmap, the others share one. The balance is a treap's (Seidel
/// & Aragon, *Randomized Search Trees*, 1996), with priorities hashed from block numbers: nothing
/// is stored for it, and the same blocks always make the same trees.
///
/// In the orders of freeing, each small size has a list instead, and a large block has a stamp in
/// its last unit, where neither links nor the tag of a rest can lie.
///
/// Invariants:
///
/// 1. left subtree < node < right subtree by size, the larger ones first if asked for, then by
///    rank: number or stamp;
/// 2. the priority of a node is above those of its children;
/// 3. the bit of a small size is set exactly when its tree or list is not empty.
///
/// Every operation costs expected O(log n) in the number of blocks in its tree, O(1) in a list.
public final class SizeTree implements FreeBlocks {
  private static final int LOG_SMALL_SIZES = 7;
  private static final int SMALL_SIZES = 1 << LOG_SMALL_SIZES;

  /// One root for each small size, and one for all others: bytes beside the blocks.
  public static final long TABLE_BYTES = (SMALL_SIZES + 1) * Integer.BYTES;

  private static final long LEFT = TaggedNodes.ONE;
  private static final long RIGHT = TaggedNodes.OTHER;

  private final Backing backing;
  private final TaggedNodes nodes;
  private final long roots;
  private final int headerUnits;
  private final FreeOrder order;
  private final boolean largestFirst;
  private final Bitmap occupied = new Bitmap(SMALL_SIZES);

  /// Of small blocks, by size; unused in the order of addresses.
  private final BlockLists lists;

  /// The last stamp given: rising when the block freed first is first, and falling otherwise.
  private long stamp;

  /// The block that the last search found, which is most likely removed next, and the link that
  /// leads to it; 0 once the tree has changed.
  private int found;

  private long foundLink;

  private long inspections;

  private SizeTree(TaggedBlocks blocks, FreeOrder order, boolean largestFirst) {
    this.backing = blocks.books();
    this.nodes = blocks.nodes();
    this.roots = blocks.side();
    this.headerUnits = blocks.headerUnits();
    this.order = order;
    this.largestFirst = largestFirst;
    this.lists = new BlockLists(blocks.linkBase(), SMALL_SIZES);
  }

  /// One to be asked for [#smallestAtLeast].
  public static SizeTree smallestFirst(TaggedBlocks blocks, FreeOrder order) {
    return new SizeTree(blocks, order, false);
  }

  /// One to be asked for the [#largest] block.
  public static SizeTree largestFirst(TaggedBlocks blocks, FreeOrder order) {
    return new SizeTree(blocks, order, true);
  }

  @Override
  public boolean resize(int end) {
    if (end > 0) return backing.commit(roots, TABLE_BYTES);
    backing.release(roots, Backing.PAGE_BYTES);
    return true;
  }

  /// Of the smallest blocks of at least this size the first in order, or 0.
  public int smallestAtLeast(int size) {
    if (size < SMALL_SIZES) {
      int small = occupied.firstFrom(size);
      if (small >= 0) return firstOfSmall(small);
    }
    found = 0;
    long link = rootLink(SMALL_SIZES);
    for (int node = Memory.getInt(link); node != 0; node = Memory.getInt(link)) {
      inspections++;
      if (nodes.size(node) >= size) {
        found = node;
        foundLink = link;
        link = nodes.at(node, LEFT);
      } else {
        link = nodes.at(node, RIGHT);
      }
    }
    return found;
  }

  /// Of the largest blocks the first in order, if they have at least this size, or 0.
  public int largest(int size) {
    long large = rootLink(SMALL_SIZES);
    boolean hasLarge = Memory.getInt(large) != 0;
    int small = occupied.last();
    if (!hasLarge && small < 0) return 0;
    int largest = hasLarge ? leftmost(large) : firstOfSmall(small);
    return nodes.size(largest) >= size ? largest : 0;
  }

  private int firstOfSmall(int size) {
    inspections++;
    return isListed(size) ? lists.first(size) : leftmost(rootLink(size));
  }

  /// The first block of a tree that is not empty.
  private int leftmost(long link) {
    int node = Memory.getInt(link);
    for (int left = nodes.get(node, LEFT); left != 0; left = nodes.get(node, LEFT)) {
      inspections++;
      link = nodes.at(node, LEFT);
      node = left;
    }
    found = node;
    foundLink = link;
    return node;
  }

  private boolean isListed(int size) {
    return order != FreeOrder.ADDRESS && size < SMALL_SIZES;
  }

  @Override
  public void insert(int block) {
    int size = nodes.size(block);
    if (size < SMALL_SIZES) occupied.set(size);
    if (isListed(size)) {
      if (order == FreeOrder.LIFO) lists.addFirst(size, block);
      else lists.addLast(size, block);
      return;
    }
    if (order != FreeOrder.ADDRESS) {
      stamp += order == FreeOrder.LIFO ? -1 : 1;
      Memory.putLong(stampAt(block, size), stamp);
    }
    insertInTree(block, size);
  }

  private void insertInTree(int block, int size) {
    found = 0;
    int priority = priority(block);
    long link = rootLink(size);
    int node = Memory.getInt(link);
    while (node != 0 && priority(node) > priority) {
      inspections++;
      link = nodes.at(node, isBefore(size, block, node) ? LEFT : RIGHT);
      node = Memory.getInt(link);
    }
    Memory.putInt(link, block);
    split(node, size, block);
  }

  /// Hangs the nodes of a subtree below a new node: the lower ones left, the higher ones right.
  private void split(int node, int size, int block) {
    long lower = nodes.at(block, LEFT);
    long higher = nodes.at(block, RIGHT);
    while (node != 0) {
      inspections++;
      if (isBefore(size, block, node)) {
        Memory.putInt(higher, node);
        higher = nodes.at(node, LEFT);
        node = Memory.getInt(higher);
      } else {
        Memory.putInt(lower, node);
        lower = nodes.at(node, RIGHT);
        node = Memory.getInt(lower);
      }
    }
    Memory.putInt(lower, 0);
    Memory.putInt(higher, 0);
  }

  @Override
  public void remove(int block) {
    int size = nodes.size(block);
    if (isListed(size)) {
      lists.remove(size, block);
      if (lists.first(size) == 0) occupied.clear(size);
      return;
    }
    long link = block == found ? foundLink : linkTo(block, size);
    found = 0;
    merge(link, nodes.get(block, LEFT), nodes.get(block, RIGHT));
    if (size < SMALL_SIZES && Memory.getInt(rootLink(size)) == 0) occupied.clear(size);
  }

  private long linkTo(int block, int size) {
    long link = rootLink(size);
    for (int node = Memory.getInt(link); node != block; node = Memory.getInt(link)) {
      inspections++;
      link = nodes.at(node, isBefore(size, block, node) ? LEFT : RIGHT);
    }
    return link;
  }

  /// Joins two subtrees, all of the first before all of the second.
  private void merge(long link, int lower, int higher) {
    while (lower != 0 && higher != 0) {
      inspections++;
      if (priority(lower) > priority(higher)) {
        Memory.putInt(link, lower);
        link = nodes.at(lower, RIGHT);
        lower = Memory.getInt(link);
      } else {
        Memory.putInt(link, higher);
        link = nodes.at(higher, LEFT);
        higher = Memory.getInt(link);
      }
    }
    Memory.putInt(link, lower | higher);
  }

  private boolean isBefore(int size, int block, int node) {
    int other = nodes.size(node);
    return size == other ? comesFirst(block, node, size) : size < other != largestFirst;
  }

  private boolean comesFirst(int block, int node, int size) {
    if (order == FreeOrder.ADDRESS) return block < node;
    return Memory.getLong(stampAt(block, size)) < Memory.getLong(stampAt(node, size));
  }

  /// The last unit of a block.
  private long stampAt(int block, int size) {
    return nodes.at(block + size - headerUnits - 1, Links.ONE);
  }

  /// A bijection, so that no two blocks have the same priority: the finalizer of MurmurHash3
  /// (Appleby, 2008).
  private static int priority(int block) {
    int hash = (block ^ block >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return hash ^ hash >>> 16;
  }

  private long rootLink(int size) {
    return roots + (long) Math.min(size, SMALL_SIZES) * Integer.BYTES;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("roots by size", roots, Backing.PAGE_BYTES);
    visitor.metadata(roots, Backing.PAGE_BYTES, backing.committedBytes(roots, Backing.PAGE_BYTES));
  }

  @Override
  public long inspections() {
    return inspections;
  }
}
