package org.heaplab.allocators.index;

import java.util.Arrays;
import org.heaplab.allocators.backing.Memory;

/// A search tree of free runs in address order in which every node knows the largest run below it,
/// so that the first run that is large enough is found by one descent. The balance is a treap's
/// (Seidel & Aragon, *Randomized Search Trees*, 1996), with priorities that are hashed from
/// addresses: nothing is stored for it, and the same runs always make the same tree.
///
/// The node of run `i` lies at `base + i * stride`:
///
/// ```text
///     0           4           8           12          16          20
///     ├───────────┼───────────┼───────────┼───────────┼───────────┤
///     │ not ours  │ size << 1 │ left      │ right     │ largest   │
///     └───────────┴───────────┴───────────┴───────────┴───────────┘
/// ```
///
/// Invariants:
///
/// 1. left subtree < node < right subtree by index;
/// 2. the priority of a node is above those of its children;
/// 3. `largest` is the largest size in the subtree.
///
/// The priority is that of the run's *end*, so a run that is cut at its start, or grows downwards,
/// keeps its place. Every operation costs expected O(log n).
public final class AddressTree implements FreeIndex {
  /// Bytes from a node's address that the tree or its owner's size field take.
  public static final int NODE_BYTES = 20;

  private static final long SIZE = 4;
  private static final long LEFT = 8;
  private static final long RIGHT = 12;
  private static final long LARGEST = 16;

  private final long base;
  private final long stride;
  private int root;

  /// The nodes above the place that was searched for last.
  private int[] path = new int[64];

  private int depth;

  /// @param base address of the node that index 0 would have
  /// @param stride bytes from one index to the next
  public AddressTree(long base, long stride) {
    this.base = base;
    this.stride = stride;
  }

  /// The run with the lowest address that has at least this size.
  @Override
  public int find(int size) {
    int node = root;
    if (node == 0 || largest(node) < size) return 0;
    while (true) {
      int left = left(node);
      if (left != 0 && largest(left) >= size) {
        node = left;
      } else if (size(node) >= size) {
        return node;
      } else {
        node = right(node);
      }
    }
  }

  @Override
  public void insert(int run) {
    int priority = priority(run);
    depth = 0;
    int node = root;
    while (node != 0 && priority(node) > priority) {
      push(node);
      node = run < node ? left(node) : right(node);
    }
    relink(run, run);
    int above = depth;
    split(node, run);
    while (depth > above) refreshLargest(path[--depth]);
    refreshLargest(run);
    raiseAbove(size(run));
  }

  @Override
  public void remove(int run) {
    descendTo(run);
    relink(run, merge(left(run), right(run)));
    refreshAbove();
  }

  @Override
  public void cut(int old, int rest) {
    replace(old, rest);
  }

  @Override
  public void extend(int old, int run) {
    replace(old, run);
  }

  /// Both runs have the same end, and so the same priority and the same place.
  private void replace(int old, int run) {
    descendTo(old);
    int left = left(old);
    int right = right(old);
    setLeft(run, left);
    setRight(run, right);
    relink(old, run);
    refreshLargest(run);
    refreshAbove();
  }

  /// Hangs the nodes of a subtree below a new node: the lower ones left, the higher ones right.
  private void split(int node, int run) {
    long lower = address(run) + LEFT;
    long higher = address(run) + RIGHT;
    while (node != 0) {
      push(node);
      if (node < run) {
        Memory.putInt(lower, node);
        lower = address(node) + RIGHT;
        node = right(node);
      } else {
        Memory.putInt(higher, node);
        higher = address(node) + LEFT;
        node = left(node);
      }
    }
    Memory.putInt(lower, 0);
    Memory.putInt(higher, 0);
  }

  /// Joins two subtrees, all of the first before all of the second.
  private int merge(int lower, int higher) {
    if (lower == 0) return higher;
    if (higher == 0) return lower;
    if (priority(lower) > priority(higher)) {
      setRight(lower, merge(right(lower), higher));
      refreshLargest(lower);
      return lower;
    }
    setLeft(higher, merge(lower, left(higher)));
    refreshLargest(higher);
    return higher;
  }

  private void descendTo(int run) {
    depth = 0;
    for (int node = root; node != run; node = run < node ? left(node) : right(node)) push(node);
  }

  private void push(int node) {
    if (depth == path.length) path = Arrays.copyOf(path, depth * 2);
    path[depth++] = node;
  }

  /// Hangs a node where the descent to `key` ended.
  private void relink(int key, int node) {
    if (depth == 0) {
      root = node;
    } else if (key < path[depth - 1]) {
      setLeft(path[depth - 1], node);
    } else {
      setRight(path[depth - 1], node);
    }
  }

  private void raiseAbove(int size) {
    for (int level = depth - 1; level >= 0 && largest(path[level]) < size; level--) {
      setLargest(path[level], size);
    }
  }

  private void refreshAbove() {
    int level = depth - 1;
    while (level >= 0 && refreshLargest(path[level])) level--;
  }

  /// @return whether it changed
  private boolean refreshLargest(int node) {
    int left = left(node);
    int right = right(node);
    int largest = size(node);
    if (left != 0) largest = Math.max(largest, largest(left));
    if (right != 0) largest = Math.max(largest, largest(right));
    if (largest == largest(node)) return false;
    setLargest(node, largest);
    return true;
  }

  /// A bijection of the end, so that no two runs have the same priority.
  private int priority(int run) {
    return Hash.mix(run + size(run));
  }

  private long address(int node) {
    return base + node * stride;
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

  private int largest(int node) {
    return Memory.getInt(address(node) + LARGEST);
  }

  private void setLeft(int node, int child) {
    Memory.putInt(address(node) + LEFT, child);
  }

  private void setRight(int node, int child) {
    Memory.putInt(address(node) + RIGHT, child);
  }

  private void setLargest(int node, int size) {
    Memory.putInt(address(node) + LARGEST, size);
  }
}
