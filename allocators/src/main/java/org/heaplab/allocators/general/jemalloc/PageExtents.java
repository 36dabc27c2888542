package org.heaplab.allocators.general.jemalloc;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.MaxTree;
import org.heaplab.allocators.mechanism.RunRecords;
import org.heaplab.allocators.verify.BrokenHeapException;

/// Runs of pages. A free one is dirty as long as its pages have not been given back, and retained
/// afterwards. A request takes the first part of the lowest dirty extent that is large enough, then
/// of the lowest retained one; addresses never go back.
///
/// ```text
///    used ── free ──▶ dirty ── purge, oldest first ──▶ retained
///      ▲                │                                 │
///      └── allocate ────┴─────────────────────────────────┘
/// ```
///
/// Invariants:
///
/// 1. extents tile the pages up to the top;
/// 2. no two retained extents touch; two dirty ones may, while both are short;
/// 3. no page of a retained extent is committed.
///
/// A large dirty extent does not serve small requests, and one of many MiB is purged at once. O(log
/// n) in the number of pages, and a system call to give pages back.
final class PageExtents {
  /// The class of an extent that holds no block.
  static final int NO_CLASS = 255;

  /// What an extent is.
  private static final int USED = 0;

  private static final int DIRTY = 1;
  private static final int RETAINED = 2;

  /// A dirty extent serves requests of at least this part of it, as a power of two.
  private static final int LOG_MOST_FIT = 6;

  /// A free extent of fewer pages waits with coalescing until it is purged.
  private static final int LEAST_COALESCED = 4;

  /// 8 MiB: what is larger is not kept dirty.
  private static final int HUGE_PAGES = 2048;

  private final Backing backing;
  private final RunRecords records;
  private final MaxTree dirty;
  private final MaxTree retained;

  private int top;
  private int dirtyPages;
  private int oldest;
  private int newest;

  /// By how much the heap grows next: from 2 MiB on, each time by the next class.
  private int growth = JemallocSizes.classFor(2 << 20);

  private long inspections;

  /// @param trees addresses for both trees
  PageExtents(Backing backing, RunRecords records, long trees) {
    this.backing = backing;
    this.records = records;
    int pages = records.mostPages();
    this.dirty = new MaxTree(backing, trees, pages);
    this.retained = new MaxTree(backing, trees + MaxTree.bytesFor(pages), pages);
  }

  int top() {
    return top;
  }

  int dirtyPages() {
    return dirtyPages;
  }

  long inspections() {
    return inspections;
  }

  /// A used extent, which nothing is committed of, or 0 when there is no room or memory for it.
  int allocate(int pages) {
    int extent = pages < HUGE_PAGES ? lowestDirty(pages) : 0;
    if (extent == 0) extent = at(retained.firstAtLeast(pages));
    if (extent == 0) extent = grow(pages);
    return extent == 0 ? 0 : take(extent, pages);
  }

  private int lowestDirty(int pages) {
    int most = (int) Math.min((long) pages << LOG_MOST_FIT, Integer.MAX_VALUE);
    int page = dirty.firstAtLeast(pages);
    while (page >= 0 && dirty.get(page) > most) {
      inspections++;
      page = page + 1 < top ? dirty.firstAtLeast(pages, page + 1) : -1;
    }
    return at(page);
  }

  private int at(int page) {
    return records.at(page);
  }

  /// Makes the first pages of a free extent a used one.
  ///
  /// @return it, or 0 when there is no memory for a record of the rest
  private int take(int extent, int pages) {
    int page = records.page(extent);
    int rest = records.pages(extent) - pages;
    int state = records.state(extent);
    int tail = rest == 0 ? 0 : records.add();
    if (rest > 0 && tail == 0) return 0;
    remove(extent);
    records.place(extent, page, pages, NO_CLASS);
    records.setState(extent, USED);
    if (tail != 0) {
      records.place(tail, page + pages, rest, NO_CLASS);
      insert(tail, state);
    }
    return extent;
  }

  /// Adds pages at the top, as many as a request lacks or more.
  ///
  /// @return the retained extent that they are in, or 0
  private int grow(int pages) {
    int last = at(top - 1);
    boolean isFree = last != 0 && records.state(last) == RETAINED;
    int missing = pages - (isFree ? records.pages(last) : 0);
    int room = records.mostPages() - top;
    if (missing > room) return 0;
    long usual = JemallocSizes.bytes(growth) >>> Backing.LOG_PAGE_BYTES;
    int step = (int) Math.min(Math.max(usual, missing), room);
    int added = records.add();
    if (added == 0) return 0;
    if (!lengthen(top + step)) {
      records.drop(added);
      return 0;
    }
    growth++;
    records.place(added, top, step, NO_CLASS);
    top += step;
    return coalesced(added, RETAINED);
  }

  private boolean lengthen(int pages) {
    if (!dirty.resize(pages)) return false;
    if (!retained.resize(pages)) {
      dirty.resize(top);
      return false;
    }
    if (records.map(pages)) return true;
    dirty.resize(top);
    retained.resize(top);
    return false;
  }

  /// Frees a used extent that holds nothing any more.
  void free(int extent) {
    int pages = records.pages(extent);
    records.place(extent, records.page(extent), pages, NO_CLASS);
    if (pages >= HUGE_PAGES) {
      purge(extent);
      return;
    }
    int whole = pages >= LEAST_COALESCED ? joined(extent, DIRTY) : extent;
    if (records.pages(whole) >= HUGE_PAGES) purge(whole);
    else insert(whole, DIRTY);
  }

  /// Gives back the oldest dirty extents until no more pages than this are dirty.
  void purgeTo(int pages) {
    backing.beginReleases();
    while (dirtyPages > pages) {
      int extent = oldest;
      int before = records.pages(extent);
      remove(extent);
      int whole = joined(extent, DIRTY);
      if (records.pages(whole) > before) insert(whole, DIRTY);
      else purge(whole);
    }
    backing.endReleases();
  }

  /// Gives back the pages of an extent that is in no list.
  private void purge(int extent) {
    backing.release(records.start(extent), records.bytes(extent));
    coalesced(extent, RETAINED);
  }

  private int coalesced(int extent, int state) {
    int whole = joined(extent, state);
    insert(whole, state);
    return whole;
  }

  /// An extent together with all that lie beside it and are in a state; in no list.
  private int joined(int extent, int state) {
    int whole = extent;
    while (true) {
      inspections++;
      int before = at(records.page(whole) - 1);
      int after = at(records.end(whole));
      if (before != 0 && records.state(before) == state) {
        remove(before);
        whole = merge(before, whole);
      } else if (after != 0 && records.state(after) == state) {
        remove(after);
        whole = merge(whole, after);
      } else {
        return whole;
      }
    }
  }

  private int merge(int left, int right) {
    records.merge(left, right);
    return left;
  }

  /// Whether there is room right behind a used extent for it to have so many pages, and memory for
  /// the record of what is left.
  boolean canExpand(int extent, int pages) {
    int next = at(records.end(extent));
    if (next == 0 || records.state(next) == USED) return false;
    if (records.pages(next) < pages - records.pages(extent)) return false;
    int spare = records.add();
    if (spare != 0) records.drop(spare);
    return spare != 0;
  }

  /// Grows a used extent, as it can.
  void expand(int extent, int pages) {
    records.merge(extent, take(at(records.end(extent)), pages - records.pages(extent)));
  }

  /// Frees the pages of a used extent behind its first ones.
  ///
  /// @return false when there is no memory for a record
  boolean shrink(int extent, int pages) {
    int tail = records.add();
    if (tail == 0) return false;
    int page = records.page(extent);
    int rest = records.pages(extent) - pages;
    records.place(extent, page, pages, records.classOf(extent));
    records.place(tail, page + pages, rest, NO_CLASS);
    free(tail);
    return true;
  }

  private void insert(int extent, int state) {
    records.setState(extent, state);
    tree(state).set(records.page(extent), records.pages(extent));
    if (state == DIRTY) {
      dirtyPages += records.pages(extent);
      records.setNext(extent, 0);
      records.setPrevious(extent, newest);
      if (newest == 0) oldest = extent;
      else records.setNext(newest, extent);
      newest = extent;
    }
  }

  private void remove(int extent) {
    int state = records.state(extent);
    tree(state).set(records.page(extent), 0);
    if (state == DIRTY) {
      dirtyPages -= records.pages(extent);
      int next = records.next(extent);
      int previous = records.previous(extent);
      if (previous == 0) oldest = next;
      else records.setNext(previous, next);
      if (next == 0) newest = previous;
      else records.setPrevious(next, previous);
    }
  }

  private MaxTree tree(int state) {
    return state == DIRTY ? dirty : retained;
  }

  /// @throws BrokenHeapException when an invariant is broken
  void check() {
    int pages = 0;
    int before = USED;
    for (int page = 0; page < top; ) {
      int extent = at(page);
      boolean tiles = extent != 0 && records.page(extent) == page;
      if (!tiles) throw new BrokenHeapException("extents tile the pages: " + page);
      int state = records.state(extent);
      if (state == RETAINED && before == RETAINED) {
        throw new BrokenHeapException("no two retained extents touch: " + page);
      }
      if (state == DIRTY) pages += records.pages(extent);
      before = state;
      page = records.end(extent);
    }
    if (pages != dirtyPages) {
      throw new BrokenHeapException("dirty pages are those of dirty extents: " + pages);
    }
  }

  void walk(HeapVisitor visitor) {
    dirty.walk("dirty extents", visitor);
    retained.walk("retained extents", visitor);
  }
}
