package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Search trees of free runs ordered by size, and by address among equals: the run that fits best
/// is the first that is large enough. Small sizes have a tree each, found through a bitmap, the
/// others share one. The balance is a treap's (Seidel & Aragon, *Randomized Search Trees*, 1996),
/// with priorities hashed from addresses: nothing is stored for it, and the same runs always make
/// the same trees.
///
/// Invariants:
///
/// 1. left subtree < node < right subtree by size, then index;
/// 2. the priority of a node is above those of its children;
/// 3. the bit of a small size is set exactly when its tree is not empty.
///
/// Every operation costs expected O(log n) in the number of runs in its tree.
public final class SizeTree implements PlacementPolicy {
  /// The smallest size, and of equal ones the lowest address.
  public static final Policy POLICY =
      new Policy(
          heapBytes -> SizeTree.ROOT_BYTES,
          (backing, base, side, heapBytes) -> new SizeTree(backing, base, side));

  private static final int LOG_SMALL_SIZES = 7;
  private static final int SMALL_SIZES = 1 << LOG_SMALL_SIZES;

  /// One root for each small size, and one for all others.
  private static final long ROOT_BYTES = (SMALL_SIZES + 1) * Integer.BYTES;

  private static final long LEFT = Runs.ONE;
  private static final long RIGHT = Runs.OTHER;

  private final Backing backing;
  private final Runs runs;
  private final long roots;
  private long occupiedLow;
  private long occupiedHigh;

  private SizeTree(Backing backing, long base, long roots) {
    this.backing = backing;
    this.runs = new Runs(base);
    this.roots = roots;
  }

  @Override
  public boolean resize(int end) {
    if (end > 0) return backing.commit(roots, ROOT_BYTES);
    backing.release(roots, Backing.PAGE_BYTES);
    return true;
  }

  @Override
  public int find(int size) {
    if (size < SMALL_SIZES) {
      int bin = firstOccupied(size);
      if (bin < SMALL_SIZES) return leftmost(Memory.getInt(rootLink(bin)));
    }
    int best = 0;
    for (int node = Memory.getInt(rootLink(SMALL_SIZES)); node != 0; ) {
      if (runs.size(node) >= size) {
        best = node;
        node = runs.link(node, LEFT);
      } else {
        node = runs.link(node, RIGHT);
      }
    }
    return best;
  }

  private int firstOccupied(int size) {
    if (size < Long.SIZE) {
      long low = occupiedLow >>> size;
      if (low != 0) return size + Long.numberOfTrailingZeros(low);
      return Long.SIZE + Long.numberOfTrailingZeros(occupiedHigh);
    }
    long high = occupiedHigh >>> size;
    return high == 0 ? SMALL_SIZES : size + Long.numberOfTrailingZeros(high);
  }

  private int leftmost(int node) {
    for (int left = runs.link(node, LEFT); left != 0; left = runs.link(node, LEFT)) node = left;
    return node;
  }

  @Override
  public void insert(int run) {
    int size = runs.size(run);
    if (size < SMALL_SIZES) occupy(size);
    int priority = priority(run);
    long link = rootLink(size);
    int node = Memory.getInt(link);
    while (node != 0 && priority(node) > priority) {
      link = runs.address(node) + (isBefore(size, run, node) ? LEFT : RIGHT);
      node = Memory.getInt(link);
    }
    Memory.putInt(link, run);
    split(node, size, run);
  }

  /// Hangs the nodes of a subtree below a new node: the lower ones left, the higher ones right.
  private void split(int node, int size, int run) {
    long lower = runs.address(run) + LEFT;
    long higher = runs.address(run) + RIGHT;
    while (node != 0) {
      if (isBefore(size, run, node)) {
        Memory.putInt(higher, node);
        higher = runs.address(node) + LEFT;
        node = Memory.getInt(higher);
      } else {
        Memory.putInt(lower, node);
        lower = runs.address(node) + RIGHT;
        node = Memory.getInt(lower);
      }
    }
    Memory.putInt(lower, 0);
    Memory.putInt(higher, 0);
  }

  @Override
  public void remove(int run) {
    int size = runs.size(run);
    long root = rootLink(size);
    long link = root;
    for (int node = Memory.getInt(link); node != run; node = Memory.getInt(link)) {
      link = runs.address(node) + (isBefore(size, run, node) ? LEFT : RIGHT);
    }
    merge(link, runs.link(run, LEFT), runs.link(run, RIGHT));
    if (size < SMALL_SIZES && Memory.getInt(root) == 0) vacate(size);
  }

  /// Joins two subtrees, all of the first before all of the second.
  private void merge(long link, int lower, int higher) {
    while (lower != 0 && higher != 0) {
      if (priority(lower) > priority(higher)) {
        Memory.putInt(link, lower);
        link = runs.address(lower) + RIGHT;
        lower = Memory.getInt(link);
      } else {
        Memory.putInt(link, higher);
        link = runs.address(higher) + LEFT;
        higher = Memory.getInt(link);
      }
    }
    Memory.putInt(link, lower | higher);
  }

  @Override
  public void cut(int old, int rest) {
    remove(old);
    insert(rest);
  }

  @Override
  public void extend(int old, int run) {
    remove(old);
    insert(run);
  }

  private void occupy(int size) {
    if (size < Long.SIZE) occupiedLow |= 1L << size;
    else occupiedHigh |= 1L << size;
  }

  private void vacate(int size) {
    if (size < Long.SIZE) occupiedLow &= ~(1L << size);
    else occupiedHigh &= ~(1L << size);
  }

  private boolean isBefore(int size, int run, int node) {
    int other = runs.size(node);
    return size < other || (size == other && run < node);
  }

  /// A bijection, so that no two runs have the same priority: the finalizer of MurmurHash3
  /// (Appleby, 2008).
  private static int priority(int run) {
    int hash = (run ^ run >>> 16) * 0x85EBCA6B;
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
}
