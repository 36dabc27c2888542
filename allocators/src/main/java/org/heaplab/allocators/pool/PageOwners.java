package org.heaplab.allocators.pool;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageSupply;

/// Beside the pages, a number for each: the array that the page belongs to, and its pool.
///
/// ```text
///     31           25 24                          0
///     ├──────────────┼─────────────────────────────┤
///     │ pool + 1     │ first page of the array     │   0: the page belongs to no array
///     └──────────────┴─────────────────────────────┘
/// ```
///
/// What belongs to arrays below the top of the supply is committed, in whole pages.
final class PageOwners {
  /// For a [PageSupply].
  static final int BYTES = Integer.BYTES;

  private static final int LOG_RUNS = 25;

  private final PageSupply supply;
  private final Backing backing;
  private final long base;
  private long end;

  PageOwners(PageSupply supply) {
    this.supply = supply;
    this.backing = supply.backing();
    this.base = supply.side();
    this.end = base;
  }

  private long entry(long page) {
    return base + (page - 1) * BYTES;
  }

  /// What a page belongs to, for [#array] and [#pool]; 0 for no array.
  int at(long page) {
    if (page < 1 || page >= supply.top() || !backing.isCommittedAt(entry(page))) return 0;
    return Memory.getInt(entry(page));
  }

  static int array(int owner) {
    return owner & (1 << LOG_RUNS) - 1;
  }

  static int pool(int owner) {
    return (owner >>> LOG_RUNS) - 1;
  }

  /// @return false when there is no memory to note it
  boolean add(int array, int pool, int pages) {
    if (!backing.commit(entry(array), (long) pages * BYTES)) return false;
    end = Math.max(end, Alignment.up(entry(array + pages), Backing.PAGE_BYTES));
    set(array, pages, (pool + 1) << LOG_RUNS | array);
    return true;
  }

  void remove(int array, int pages) {
    set(array, pages, 0);
  }

  private void set(int array, int pages, int owner) {
    for (int page = array; page < array + pages; page++) Memory.putInt(entry(page), owner);
  }

  /// Gives back what lies above the top of the supply.
  void trim() {
    long needed = Alignment.up(entry(supply.top()), Backing.PAGE_BYTES);
    if (needed >= end) return;
    backing.release(needed, end - needed);
    end = needed;
  }

  void walk(HeapVisitor visitor) {
    visitor.area("page owners", base, end - base);
    if (end > base) visitor.metadata(base, end - base, backing.committedBytes(base, end - base));
  }
}
