package org.heaplab.allocators.handle.slabs;

import static org.heaplab.allocators.handle.slabs.SlabLayout.LEVELS;

import org.heaplab.allocators.backing.Memory;

/// For each class, the page that it allocates from, and lists of its partial pages, one for each
/// level of occupancy.
public final class SlabLists {
  static final long HEAD_BYTES = (3L + LEVELS) * Integer.BYTES;

  /// For each class the current page and the first page of each list, as page number plus 1, the
  /// least count of free slots, and the count of pages.
  public static final long HEADS_BYTES = (SlabGeometry.MAX_GRANULES + 1) * HEAD_BYTES;

  static final long LEAST_FREE = (1L + LEVELS) * Integer.BYTES;
  private static final long PAGES = (2L + LEVELS) * Integer.BYTES;

  /// If a class has no more partial pages than this, their free slots are counted one by one.
  private static final int FEW_PAGES = 32;

  private final SlabGeometry geometry;
  private final long heads;

  SlabLists(SlabGeometry geometry, long heads) {
    this.geometry = geometry;
    this.heads = heads;
  }

  /// The page that a class allocates from, as page number plus 1, or 0.
  public int current(int granules) {
    return Memory.getInt(headOf(granules));
  }

  void setCurrent(int granules, int link) {
    Memory.putInt(headOf(granules), link);
  }

  /// Pages of a class.
  public int pages(int granules) {
    return Memory.getInt(headOf(granules) + PAGES);
  }

  void addPages(int granules, int more) {
    long pages = headOf(granules) + PAGES;
    Memory.putInt(pages, Memory.getInt(pages) + more);
  }

  /// The first page of a class on the list of a level, as page number plus 1, or 0.
  public int first(int granules, int level) {
    return Memory.getInt(listOf(granules, level));
  }

  /// The page after this one on its list, both as page number plus 1.
  public int next(int link) {
    return SlabLayout.next(geometry.descriptorOf(link - 1));
  }

  /// Whether a page, given by its number plus 1, is on the list.
  public boolean holds(int granules, int level, int link) {
    long descriptor = geometry.descriptorOf(link - 1);
    return SlabLayout.granules(descriptor) == granules && SlabLayout.state(descriptor) == level;
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
    setState(page, level, Math.max(1, leastUsed(level, capacity)));
    addLeastFree(granules, leastFree(level, capacity));
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
    int granules = SlabLayout.granules(descriptor);
    int level = SlabLayout.state(descriptor);
    addLeastFree(granules, -leastFree(level, geometry.capacity(granules)));
    if (next != 0) SlabLayout.setPrevious(geometry.descriptorOf(next - 1), previous);
    if (previous != 0) {
      SlabLayout.setNext(geometry.descriptorOf(previous - 1), next);
    } else {
      Memory.putInt(listOf(granules, level), next);
    }
  }

  private static int leastUsed(int level, int capacity) {
    return (level * capacity + LEVELS - 1) / LEVELS;
  }

  /// Free slots that every page of a level has at least.
  public static int leastFree(int level, int capacity) {
    return capacity - leastUsed(level + 1, capacity) + 1;
  }

  /// How many free slots the partial pages of a class have at least. Takes constant time.
  public int leastFreeSlots(int granules) {
    return Memory.getInt(headOf(granules) + LEAST_FREE);
  }

  private void addLeastFree(int granules, int slots) {
    long least = headOf(granules) + LEAST_FREE;
    Memory.putInt(least, Memory.getInt(least) + slots);
  }

  /// Free slots of a class's partial pages. If there are many pages, the least count is returned.
  public int freeSlots(int granules) {
    if (leastFreeSlots(granules) == 0) return 0;
    int pages = 0;
    int capacity = geometry.capacity(granules);
    int free = 0;
    for (int level = 0; level < LEVELS; level++) {
      for (int link = first(granules, level); link != 0; link = next(link)) {
        if (++pages > FEW_PAGES) return leastFreeSlots(granules);
        free += capacity - Memory.getChar(geometry.descriptorOf(link - 1) + SlabLayout.USED);
      }
    }
    return free;
  }

  /// Sets the state of a page.
  ///
  /// @param low with fewer used slots than this, the page changes its list or its state
  void setState(int page, int state, int low) {
    long descriptor = geometry.descriptorOf(page);
    SlabLayout.setState(descriptor, state);
    Memory.putChar(descriptor + SlabLayout.LOW, low);
  }

  private long listOf(int granules, int level) {
    return headOf(granules) + (1L + level) * Integer.BYTES;
  }

  private long headOf(int granules) {
    return heads + granules * HEAD_BYTES;
  }
}
