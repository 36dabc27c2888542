package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// Heaps in which the node with the least key is found at once (Fredman, Sedgewick, Sleator &
/// Tarjan, *The Pairing Heap*, 1986). Nodes are records of equal length, numbered from 1; 0 is no
/// node. Key and links lie in the record; a heap is named by its root, 0 for an empty one.
///
/// ```text
///    offset      0         4         8         12
///    ┌───────────┬─────────┬─────────┬──────────┬ ─ ─
///    │ key       │ child   │ next    │ previous │
///    └───────────┴─────────┴─────────┴──────────┴ ─ ─
/// ```
///
/// The children of a node are a list; previous of its first child is the node itself.
///
/// Invariant: no key is less than that of the node above it.
///
/// Adding takes constant time, removing a logarithmic one on average over many.
public final class PairingHeap {
  /// Bytes of a record that belong to the heap.
  public static final int NODE_BYTES = 16;

  private static final long CHILD = 4;
  private static final long NEXT = 8;
  private static final long PREVIOUS = 12;

  private final long base;
  private final int logRecordBytes;
  private long inspections;

  /// @param base address of the key in a record with the number 0
  public PairingHeap(long base, int logRecordBytes) {
    this.base = base;
    this.logRecordBytes = logRecordBytes;
  }

  /// How many nodes have been compared.
  public long inspections() {
    return inspections;
  }

  /// @return the root from now on
  public int add(int root, int node, int key) {
    Memory.putInt(at(node), key);
    set(node, CHILD, 0);
    set(node, NEXT, 0);
    set(node, PREVIOUS, 0);
    return root == 0 ? node : join(root, node);
  }

  /// @param node of the heap with that root
  /// @return the root from now on
  public int remove(int root, int node) {
    int rest = pairs(get(node, CHILD));
    if (node == root) return rest;
    unlink(node);
    return rest == 0 ? root : join(root, rest);
  }

  /// Takes a node that is no root out of the list of children that it is in.
  private void unlink(int node) {
    int next = get(node, NEXT);
    int previous = get(node, PREVIOUS);
    if (get(previous, CHILD) == node) set(previous, CHILD, next);
    else set(previous, NEXT, next);
    if (next != 0) set(next, PREVIOUS, previous);
  }

  /// Makes one heap of two: the root with the larger key becomes a child of the other.
  private int join(int one, int other) {
    inspections++;
    boolean isLess = Memory.getInt(at(other)) < Memory.getInt(at(one));
    int root = isLess ? other : one;
    int below = isLess ? one : other;
    int child = get(root, CHILD);
    set(below, NEXT, child);
    set(below, PREVIOUS, root);
    if (child != 0) set(child, PREVIOUS, below);
    set(root, CHILD, below);
    return root;
  }

  /// Makes one heap of a list of them: joins neighbours, then the pairs from the last to the first.
  private int pairs(int first) {
    int done = 0;
    for (int node = first; node != 0; ) {
      int second = get(node, NEXT);
      int next = second == 0 ? 0 : get(second, NEXT);
      int pair = second == 0 ? node : join(alone(node), alone(second));
      set(pair, NEXT, done);
      done = pair;
      node = next;
    }
    int root = 0;
    while (done != 0) {
      int next = get(done, NEXT);
      root = root == 0 ? alone(done) : join(root, alone(done));
      done = next;
    }
    return root;
  }

  private int alone(int node) {
    set(node, NEXT, 0);
    set(node, PREVIOUS, 0);
    return node;
  }

  private int get(int node, long link) {
    return Memory.getInt(at(node) + link);
  }

  private void set(int node, long link, int target) {
    Memory.putInt(at(node) + link, target);
  }

  private long at(int node) {
    return base + ((long) node << logRecordBytes);
  }
}
