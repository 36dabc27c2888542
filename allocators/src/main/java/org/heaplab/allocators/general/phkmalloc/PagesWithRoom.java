package org.heaplab.allocators.general.phkmalloc;

import static org.heaplab.allocators.general.phkmalloc.PageDescriptions.LEFT;
import static org.heaplab.allocators.general.phkmalloc.PageDescriptions.RIGHT;

import org.heaplab.allocators.backing.Memory;

/// For each size, the pages that have a free chunk, in address order. In the original they form a
/// list, which is searched from its start for the place of a page. Here they form a search tree,
/// with the same first page, and links of the same bytes. The balance is a treap's (Seidel &
/// Aragon, *Randomized Search Trees*, 1996), with priorities hashed from page numbers.
///
/// Invariants:
///
/// 1. left subtree < node < right subtree by page number;
/// 2. the priority of a node is above those of its children.
///
/// Finding the first page takes constant time, the rest expected O(log n) in the number of pages.
final class PagesWithRoom {
  private static final int SIZES = PageDescriptions.LOG_MAX_BYTES + 1;

  private final PageDirectory directory;
  private final int[] roots = new int[SIZES];
  private final int[] first = new int[SIZES];
  private long inspections;

  PagesWithRoom(PageDirectory directory) {
    this.directory = directory;
  }

  /// Nodes looked at since the heap was made.
  long inspections() {
    return inspections;
  }

  /// The page with the lowest address, or 0.
  int first(int log) {
    return first[log];
  }

  void add(int log, int page) {
    setLink(page, LEFT, 0);
    setLink(page, RIGHT, 0);
    roots[log] = with(roots[log], page);
    if (first[log] == 0 || page < first[log]) first[log] = page;
  }

  void remove(int log, int page) {
    roots[log] = without(roots[log], page);
    if (page == first[log]) first[log] = leftmost(roots[log]);
  }

  private int leftmost(int tree) {
    int page = tree;
    for (int next = page; next != 0; next = link(next, LEFT)) {
      inspections++;
      page = next;
    }
    return page;
  }

  /// Adds a page to a tree.
  ///
  /// @return the root from now on
  private int with(int tree, int page) {
    if (tree == 0) return page;
    inspections++;
    long side = page < tree ? LEFT : RIGHT;
    int child = with(link(tree, side), page);
    if (priority(child) < priority(tree)) {
      setLink(tree, side, child);
      return tree;
    }
    long otherSide = side == LEFT ? RIGHT : LEFT;
    setLink(tree, side, link(child, otherSide));
    setLink(child, otherSide, tree);
    return child;
  }

  /// Removes a page from the tree that it is in.
  ///
  /// @return the root from now on, or 0
  private int without(int tree, int page) {
    inspections++;
    if (page == tree) return joined(link(tree, LEFT), link(tree, RIGHT));
    long side = page < tree ? LEFT : RIGHT;
    setLink(tree, side, without(link(tree, side), page));
    return tree;
  }

  /// Joins two trees; all pages of one are before those of the other.
  private int joined(int before, int after) {
    if (before == 0) return after;
    if (after == 0) return before;
    inspections++;
    if (priority(before) > priority(after)) {
      setLink(before, RIGHT, joined(link(before, RIGHT), after));
      return before;
    }
    setLink(after, LEFT, joined(before, link(after, LEFT)));
    return after;
  }

  private int link(int page, long which) {
    return Memory.getInt(directory.word(page) + which);
  }

  private void setLink(int page, long which, int target) {
    Memory.putInt(directory.word(page) + which, target);
  }

  /// A bijection, so that no two pages have the same priority: multiplicative hashing (Knuth, TAOCP
  /// 3, 1973, §6.4).
  private static int priority(int page) {
    return page * 0x9E3779B1;
  }
}
