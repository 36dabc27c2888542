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
/// 1. left subtree < node < right subtree by size, then rank: number or stamp;
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
  private final Bitmap occupied = new Bitmap(SMALL_SIZES);

  /// Of small blocks, by size; unused in the order of addresses.
  private final BlockLists lists;

  /// The last stamp given: rising when the block freed first is first, and falling otherwise.
  private long stamp;

  private long inspections;

  public SizeTree(TaggedBlocks blocks, FreeOrder order) {
    this.backing = blocks.books();
    this.nodes = blocks.nodes();
    this.roots = blocks.side();
    this.headerUnits = blocks.headerUnits();
    this.order = order;
    this.lists = new BlockLists(blocks.linkBase(), SMALL_SIZES);
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
    int smallest = 0;
    for (int node = Memory.getInt(rootLink(SMALL_SIZES)); node != 0; ) {
      inspections++;
      if (nodes.size(node) >= size) {
        smallest = node;
        node = nodes.get(node, LEFT);
      } else {
        node = nodes.get(node, RIGHT);
      }
    }
    return smallest;
  }

  /// The size of the largest block, 0 when there is none.
  public int largestSize() {
    int size = Math.max(occupied.last(), 0);
    for (int node = Memory.getInt(rootLink(SMALL_SIZES)); node != 0; ) {
      inspections++;
      size = nodes.size(node);
      node = nodes.get(node, RIGHT);
    }
    return size;
  }

  private int firstOfSmall(int size) {
    inspections++;
    return isListed(size) ? lists.first(size) : leftmost(Memory.getInt(rootLink(size)));
  }

  private int leftmost(int node) {
    for (int left = nodes.get(node, LEFT); left != 0; left = nodes.get(node, LEFT)) {
      inspections++;
      node = left;
    }
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
    long root = rootLink(size);
    long link = root;
    for (int node = Memory.getInt(link); node != block; node = Memory.getInt(link)) {
      inspections++;
      link = nodes.at(node, isBefore(size, block, node) ? LEFT : RIGHT);
    }
    merge(link, nodes.get(block, LEFT), nodes.get(block, RIGHT));
    if (size < SMALL_SIZES && Memory.getInt(root) == 0) occupied.clear(size);
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
    return size < other || (size == other && comesFirst(block, node, size));
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
