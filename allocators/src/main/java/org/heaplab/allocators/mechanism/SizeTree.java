package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Search trees of free blocks ordered by size, and by address among equals. Small sizes have a
/// tree each, found through a bitmap, the others share one. The balance is a treap's (Seidel &
/// Aragon, *Randomized Search Trees*, 1996), with priorities hashed from block numbers: nothing is
/// stored for it, and the same blocks always make the same trees.
///
/// Invariants:
///
/// 1. left subtree < node < right subtree by size, then number;
/// 2. the priority of a node is above those of its children;
/// 3. the bit of a small size is set exactly when its tree is not empty.
///
/// Every operation costs expected O(log n) in the number of blocks in its tree.
public final class SizeTree {
  private static final int LOG_SMALL_SIZES = 7;
  private static final int SMALL_SIZES = 1 << LOG_SMALL_SIZES;

  /// One root for each small size, and one for all others: bytes beside the blocks.
  public static final long TABLE_BYTES = (SMALL_SIZES + 1) * Integer.BYTES;

  private static final long LEFT = TaggedNodes.ONE;
  private static final long RIGHT = TaggedNodes.OTHER;

  private final Backing backing;
  private final TaggedNodes nodes;
  private final long roots;
  private final Bitmap occupied = new Bitmap(SMALL_SIZES);

  public SizeTree(TaggedBlocks blocks) {
    this.backing = blocks.backing();
    this.nodes = blocks.nodes();
    this.roots = blocks.side();
  }

  /// As [PlacementPolicy#resize].
  public boolean resize(int end) {
    if (end > 0) return backing.commit(roots, TABLE_BYTES);
    backing.release(roots, Backing.PAGE_BYTES);
    return true;
  }

  /// The smallest block of at least this size, and of equal ones that with the lowest address; or
  /// 0.
  public int smallestAtLeast(int size) {
    if (size < SMALL_SIZES) {
      int small = occupied.firstFrom(size);
      if (small >= 0) return leftmost(Memory.getInt(rootLink(small)));
    }
    int smallest = 0;
    for (int node = Memory.getInt(rootLink(SMALL_SIZES)); node != 0; ) {
      if (nodes.size(node) >= size) {
        smallest = node;
        node = nodes.get(node, LEFT);
      } else {
        node = nodes.get(node, RIGHT);
      }
    }
    return smallest;
  }

  private int leftmost(int node) {
    for (int left = nodes.get(node, LEFT); left != 0; left = nodes.get(node, LEFT)) node = left;
    return node;
  }

  /// Adds a block whose size is set.
  public void insert(int block) {
    int size = nodes.size(block);
    int priority = priority(block);
    long link = rootLink(size);
    int node = Memory.getInt(link);
    if (node == 0 && size < SMALL_SIZES) occupied.set(size);
    while (node != 0 && priority(node) > priority) {
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

  /// Takes out a block whose size is still what it was.
  public void remove(int block) {
    int size = nodes.size(block);
    long root = rootLink(size);
    long link = root;
    for (int node = Memory.getInt(link); node != block; node = Memory.getInt(link)) {
      link = nodes.at(node, isBefore(size, block, node) ? LEFT : RIGHT);
    }
    merge(link, nodes.get(block, LEFT), nodes.get(block, RIGHT));
    if (size < SMALL_SIZES && Memory.getInt(root) == 0) occupied.clear(size);
  }

  /// Joins two subtrees, all of the first before all of the second.
  private void merge(long link, int lower, int higher) {
    while (lower != 0 && higher != 0) {
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
    return size < other || (size == other && block < node);
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

  /// As [PlacementPolicy#walk].
  public void walk(HeapVisitor visitor) {
    visitor.area("roots by size", roots, Backing.PAGE_BYTES);
    visitor.metadata(roots, Backing.PAGE_BYTES, backing.committedBytes(roots, Backing.PAGE_BYTES));
  }
}
