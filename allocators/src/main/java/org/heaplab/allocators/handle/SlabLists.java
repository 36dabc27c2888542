package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.SlabLayout.LEVELS;

import org.heaplab.allocators.backing.Memory;

/// For each class the page that it allocates from, and its partial pages on lists by level of
/// occupancy.
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. a page is current exactly when its class allocates from it;
/// 2. pages on a list are of its class and level and linked both ways.
final class SlabLists {
  /// For each class the current page and the first page of each level's list, as page number plus
  /// 1.
  static final long HEADS_BYTES = (SlabGeometry.MAX_GRANULES + 1) * (1L + LEVELS) * Integer.BYTES;

  private final SlabGeometry geometry;
  private final long heads;

  SlabLists(SlabGeometry geometry, long heads) {
    this.geometry = geometry;
    this.heads = heads;
  }

  /// The page that a class allocates from, as page number plus 1, or 0.
  int current(int granules) {
    return Memory.getInt(currentOf(granules));
  }

  void setCurrent(int granules, int link) {
    Memory.putInt(currentOf(granules), link);
  }

  /// The first page of a class on the list of a level, as page number plus 1, or 0.
  int first(int granules, int level) {
    return Memory.getInt(listOf(granules, level));
  }

  /// The page after this one on its list, both as page number plus 1.
  int next(int link) {
    return SlabLayout.next(geometry.descriptorOf(link - 1));
  }

  /// The first page of a class on the list of its highest level that has any, or -1.
  int fullestPartial(int granules) {
    for (int level = LEVELS - 1; level >= 0; level--) {
      int link = first(granules, level);
      if (link != 0) return link - 1;
    }
    return -1;
  }

  /// Puts a partial page on the list of its level.
  void link(int page, int used) {
    long descriptor = geometry.descriptorOf(page);
    int granules = SlabLayout.granules(descriptor);
    int capacity = geometry.capacity(granules);
    int level = used * LEVELS / capacity;
    int low = Math.max(1, (level * capacity + LEVELS - 1) / LEVELS);
    file(page, level, low);
    long list = listOf(granules, level);
    int head = Memory.getInt(list);
    SlabLayout.setNext(descriptor, head);
    SlabLayout.setPrevious(descriptor, 0);
    if (head != 0) SlabLayout.setPrevious(geometry.descriptorOf(head - 1), page + 1);
    Memory.putInt(list, page + 1);
  }

  void unlink(int page) {
    long descriptor = geometry.descriptorOf(page);
    int next = SlabLayout.next(descriptor);
    int previous = SlabLayout.previous(descriptor);
    if (next != 0) SlabLayout.setPrevious(geometry.descriptorOf(next - 1), previous);
    if (previous != 0) {
      SlabLayout.setNext(geometry.descriptorOf(previous - 1), next);
    } else {
      long list = listOf(SlabLayout.granules(descriptor), SlabLayout.state(descriptor));
      Memory.putInt(list, next);
    }
  }

  /// Sets a page's state, and below how many used slots it must be looked at again.
  void file(int page, int state, int low) {
    long descriptor = geometry.descriptorOf(page);
    SlabLayout.setState(descriptor, state);
    Memory.putChar(descriptor + SlabLayout.LOW, low);
  }

  private long listOf(int granules, int level) {
    return heads + (granules * (1L + LEVELS) + 1 + level) * Integer.BYTES;
  }

  private long currentOf(int granules) {
    return heads + granules * (1L + LEVELS) * Integer.BYTES;
  }
}
