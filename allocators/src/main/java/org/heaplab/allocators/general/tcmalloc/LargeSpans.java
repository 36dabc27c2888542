package org.heaplab.allocators.general.tcmalloc;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.RunRecords;

/// Free spans ordered by length, and among equals by address: a treap (Seidel & Aragon, *Randomized
/// Search Trees*, 1996) whose nodes are the spans' records, with priorities hashed from their
/// numbers.
///
/// Invariants:
///
/// 1. left subtree < node < right subtree;
/// 2. the priority of a node is above those of its children.
///
/// Every operation costs expected O(log n).
final class LargeSpans {
  /// Bytes of a record that belong to the tree, from [RunRecords#OWN] on.
  static final int NODE_BYTES = 8;

  private static final long LEFT = RunRecords.OWN;
  private static final long RIGHT = LEFT + 4;

  private final RunRecords records;
  private int root;
  private long inspections;

  LargeSpans(RunRecords records) {
    this.records = records;
  }

  long inspections() {
    return inspections;
  }

  /// The shortest span of at least so many pages, and of these the lowest; 0 for none.
  int shortestAtLeast(int pages) {
    int best = 0;
    for (int node = root; node != 0; ) {
      inspections++;
      if (records.pages(node) >= pages) {
        best = node;
        node = left(node);
      } else {
        node = right(node);
      }
    }
    return best;
  }

  /// The shortest of all, or 0.
  int shortest() {
    return shortestAtLeast(0);
  }

  void insert(int span) {
    root = insert(root, span);
  }

  private int insert(int node, int span) {
    inspections++;
    if (node == 0) {
      setLeft(span, 0);
      setRight(span, 0);
      return span;
    }
    if (priority(span) > priority(node)) {
      split(node, span);
      return span;
    }
    if (isBefore(span, node)) setLeft(node, insert(left(node), span));
    else setRight(node, insert(right(node), span));
    return node;
  }

  /// Hangs the nodes of a subtree below a new node.
  private void split(int subtree, int span) {
    int lower = span;
    int higher = span;
    for (int node = subtree; node != 0; ) {
      inspections++;
      if (isBefore(span, node)) {
        if (higher == span) setRight(span, node);
        else setLeft(higher, node);
        higher = node;
        node = left(node);
      } else {
        if (lower == span) setLeft(span, node);
        else setRight(lower, node);
        lower = node;
        node = right(node);
      }
    }
    if (lower == span) setLeft(span, 0);
    else setRight(lower, 0);
    if (higher == span) setRight(span, 0);
    else setLeft(higher, 0);
  }

  void remove(int span) {
    root = remove(root, span);
  }

  private int remove(int node, int span) {
    inspections++;
    if (node == span) return joined(left(node), right(node));
    if (isBefore(span, node)) setLeft(node, remove(left(node), span));
    else setRight(node, remove(right(node), span));
    return node;
  }

  /// One tree of two, all of the first before all of the second.
  private int joined(int lower, int higher) {
    inspections++;
    if (lower == 0 || higher == 0) return lower | higher;
    if (priority(lower) > priority(higher)) {
      setRight(lower, joined(right(lower), higher));
      return lower;
    }
    setLeft(higher, joined(lower, left(higher)));
    return higher;
  }

  private boolean isBefore(int span, int node) {
    int difference = Integer.compare(records.pages(span), records.pages(node));
    return difference < 0 || (difference == 0 && records.page(span) < records.page(node));
  }

  /// An odd multiple, so that no two spans have the same.
  private static int priority(int span) {
    return span * 0x9E3779B1;
  }

  private int left(int node) {
    return Memory.getInt(records.record(node) + LEFT);
  }

  private void setLeft(int node, int child) {
    Memory.putInt(records.record(node) + LEFT, child);
  }

  private int right(int node) {
    return Memory.getInt(records.record(node) + RIGHT);
  }

  private void setRight(int node, int child) {
    Memory.putInt(records.record(node) + RIGHT, child);
  }
}
