package org.heaplab.allocators.index;

import org.heaplab.allocators.backing.Memory;

/// Search trees of free runs ordered by size, and by address among equals: the run that fits best
/// is the first that is large enough. Small sizes have a tree each, found through a bitmap, the
/// others share one. The balance is a treap's (Seidel & Aragon, *Randomized Search Trees*, 1996),
/// with priorities hashed from addresses: nothing is stored for it, and the same runs always make
/// the same trees.
///
/// The node of run `i` lies at `base + i * UNIT_BYTES`, the roots at `base`:
///
/// ```text
///     0           4           8           12          16
///     ├───────────┼───────────┼───────────┼───────────┤
///     │ not ours  │ size << 1 │ left      │ right     │
///     └───────────┴───────────┴───────────┴───────────┘
/// ```
///
/// Invariants:
///
/// 1. left subtree < node < right subtree by size, then index;
/// 2. the priority of a node is above those of its children;
/// 3. the bit of a small size is set exactly when its tree is not empty.
///
/// Every operation costs expected O(log n) in the number of runs in its tree.
public final class SizeTree implements FreeIndex {
  /// Bytes of a node, its owner's fields included.
  public static final int NODE_BYTES = 16;

  /// Bytes from one index to the next.
  public static final int UNIT_BYTES = 8;

  private static final int LOG_SMALL_SIZES = 7;
  private static final int SMALL_SIZES = 1 << LOG_SMALL_SIZES;

  /// Bytes of the roots.
  public static final int ROOT_BYTES = (SMALL_SIZES + 2) * Integer.BYTES;

  private static final long SIZE = 4;
  private static final long LEFT = 8;
  private static final long RIGHT = 12;

  private final long base;
  private long occupiedLow;
  private long occupiedHigh;

  /// @param base address of the roots, which are zero while no run has been inserted
  public SizeTree(long base) {
    this.base = base;
  }

  @Override
  public int find(int size) {
    if (size < SMALL_SIZES) {
      int bin = firstOccupied(size);
      if (bin < SMALL_SIZES) return leftmost(Memory.getInt(rootLink(bin)));
    }
    int best = 0;
    for (int node = Memory.getInt(rootLink(SMALL_SIZES)); node != 0; ) {
      if (size(node) >= size) {
        best = node;
        node = left(node);
      } else {
        node = right(node);
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
    for (int left = left(node); left != 0; left = left(node)) node = left;
    return node;
  }

  @Override
  public void insert(int run) {
    int size = size(run);
    if (size < SMALL_SIZES) occupy(size);
    int priority = priority(run);
    long link = rootLink(size);
    int node = Memory.getInt(link);
    while (node != 0 && priority(node) > priority) {
      link = address(node) + (isBefore(size, run, node) ? LEFT : RIGHT);
      node = Memory.getInt(link);
    }
    Memory.putInt(link, run);
    split(node, size, run);
  }

  /// Hangs the nodes of a subtree below a new node: the lower ones left, the higher ones right.
  private void split(int node, int size, int run) {
    long lower = address(run) + LEFT;
    long higher = address(run) + RIGHT;
    while (node != 0) {
      if (isBefore(size, run, node)) {
        Memory.putInt(higher, node);
        higher = address(node) + LEFT;
        node = Memory.getInt(higher);
      } else {
        Memory.putInt(lower, node);
        lower = address(node) + RIGHT;
        node = Memory.getInt(lower);
      }
    }
    Memory.putInt(lower, 0);
    Memory.putInt(higher, 0);
  }

  @Override
  public void remove(int run) {
    int size = size(run);
    long root = rootLink(size);
    long link = root;
    for (int node = Memory.getInt(link); node != run; node = Memory.getInt(link)) {
      link = address(node) + (isBefore(size, run, node) ? LEFT : RIGHT);
    }
    merge(link, left(run), right(run));
    if (size < SMALL_SIZES && Memory.getInt(root) == 0) vacate(size);
  }

  /// Joins two subtrees, all of the first before all of the second.
  private void merge(long link, int lower, int higher) {
    while (lower != 0 && higher != 0) {
      if (priority(lower) > priority(higher)) {
        Memory.putInt(link, lower);
        link = address(lower) + RIGHT;
        lower = Memory.getInt(link);
      } else {
        Memory.putInt(link, higher);
        link = address(higher) + LEFT;
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
    int other = size(node);
    return size < other || (size == other && run < node);
  }

  /// A bijection, so that no two runs have the same priority.
  private static int priority(int run) {
    return Hash.mix(run);
  }

  private long rootLink(int size) {
    return base + (long) Math.min(size, SMALL_SIZES) * Integer.BYTES;
  }

  private long address(int node) {
    return base + (long) node * UNIT_BYTES;
  }

  private int size(int node) {
    return Memory.getInt(address(node) + SIZE) >>> 1;
  }

  private int left(int node) {
    return Memory.getInt(address(node) + LEFT);
  }

  private int right(int node) {
    return Memory.getInt(address(node) + RIGHT);
  }
}
