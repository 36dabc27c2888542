package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.GENERATION_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LAST_FREE_GENERATION;
import static org.heaplab.allocators.handle.EntryLayout.LOG_ENTRY_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.ONE_GENERATION;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// The entries that handles name. An entry cannot move, for its index is in the client's hands; so
/// pages of entries are filled from the lowest, which lets the high ones drain, and a page without
/// used entries goes back to the system.
///
/// ```text
///   descriptor of a page of entries
///     0         2         4         6         8                   12                  16
///     ├─────────┼─────────┼─────────┼─────────┼───────────────────┼───────────────────┤
///     │ free    │ used    │ fresh   │         │ first generation  │                   │
///     └─────────┴─────────┴─────────┴─────────┴───────────────────┴───────────────────┘
///       free: number of the first entry on the page's free list, plus 1, or 0
///       fresh: entries from this number on were never used since the page was committed
///       first generation: what a fresh entry starts from, beyond all that the page ever had
/// ```
///
/// Invariants, each checked by the tests in these words:
///
/// 1. a page's used count is the number of its entries in use;
/// 2. a page is in the partial set exactly when it is committed, not current and has an entry to
///    give;
/// 3. a page is committed exactly when it has a used entry or is current.
///
/// Adding and removing take constant time, except that giving a page back looks at its entries
/// once.
final class HandleTable {
  static final int DESCRIPTOR_BYTES = 16;

  private static final int LOG_DESCRIPTOR_BYTES = 4;
  private static final int FREE = 0;
  private static final int USED = 2;
  private static final int FRESH = 4;
  private static final int FIRST_GENERATION = 8;

  private static final int LOG_PAGE_ENTRIES = Backing.LOG_PAGE_BYTES - LOG_ENTRY_BYTES;
  private static final int PAGE_ENTRIES = 1 << LOG_PAGE_ENTRIES;
  private static final long FREE_MASK = (1L << (LOG_PAGE_ENTRIES + 1)) - 1;
  private static final long NO_PAGE = -1;

  private final Backing backing;
  private final long entries;
  private final long descriptors;

  /// Committed pages, other than the current one, with an entry to give.
  private final PageSet partial;

  /// Pages that were used and given back, and can be used again.
  private final PageSet released;

  private long current = NO_PAGE;
  private long frontier;
  private long used;

  HandleTable(Backing backing) {
    this.backing = backing;
    this.entries = backing.base() + Layout.TABLE;
    this.descriptors = backing.base() + Layout.TABLE_DESCRIPTORS;
    this.partial = new PageSet(backing, backing.base() + Layout.TABLE_PARTIAL);
    this.released = new PageSet(backing, backing.base() + Layout.TABLE_RELEASED);
  }

  /// Entries in use.
  long used() {
    return used;
  }

  /// One more than the highest index ever used.
  long end() {
    return frontier << LOG_PAGE_ENTRIES;
  }

  /// @return the handle of a new entry for the address, or 0 when the heap's limit leaves no room
  ///   for one
  long add(long granule) {
    if (current == NO_PAGE) return addSlow(granule);
    long descriptor = descriptorOf(current);
    int free = Memory.getChar(descriptor + FREE);
    if (free == 0) return addFresh(granule, descriptor);
    long index = (current << LOG_PAGE_ENTRIES) + free - 1;
    long at = entries + (index << LOG_ENTRY_BYTES);
    long entry = Memory.getLong(at);
    Memory.putChar(descriptor + FREE, (int) (entry & FREE_MASK));
    Memory.putChar(descriptor + USED, Memory.getChar(descriptor + USED) + 1);
    used++;
    long generation = (entry & GENERATION_MASK) + ONE_GENERATION;
    Memory.putLong(at, generation | granule);
    return generation | index;
  }

  private long addFresh(long granule, long descriptor) {
    int fresh = Memory.getChar(descriptor + FRESH);
    if (fresh == PAGE_ENTRIES) return addSlow(granule);
    Memory.putChar(descriptor + FRESH, fresh + 1);
    Memory.putChar(descriptor + USED, Memory.getChar(descriptor + USED) + 1);
    used++;
    long generation = firstGeneration(descriptor) + ONE_GENERATION;
    long index = (current << LOG_PAGE_ENTRIES) + fresh;
    Memory.putLong(entries + (index << LOG_ENTRY_BYTES), generation | granule);
    return generation | index;
  }

  private long addSlow(long granule) {
    long page = partial.lowest();
    if (page >= 0) {
      partial.remove(page);
    } else if ((page = commitPage()) < 0) {
      return 0;
    }
    current = page;
    return add(granule);
  }

  private long commitPage() {
    long page = released.lowest();
    if (page < 0) page = frontier;
    if (page >= Layout.TABLE_PAGES
        || !backing.commitAll(
            descriptorOf(page),
            DESCRIPTOR_BYTES,
            entries + (page << Backing.LOG_PAGE_BYTES),
            Backing.PAGE_BYTES)) {
      return NO_PAGE;
    }
    if (page == frontier) {
      frontier++;
    } else {
      released.remove(page);
    }
    return page;
  }

  /// Ends the life of an entry. Should the page have to be remembered and the limit leave no room
  /// for it, its free entries are found again when it drains.
  void remove(long index, long entry) {
    long page = index >>> LOG_PAGE_ENTRIES;
    long descriptor = descriptorOf(page);
    int free = Memory.getChar(descriptor + FREE);
    long generation = (entry & GENERATION_MASK) + ONE_GENERATION;
    long at = entries + (index << LOG_ENTRY_BYTES);
    if (generation == LAST_FREE_GENERATION) {
      Memory.putLong(at, generation);
    } else {
      Memory.putLong(at, generation | free);
      Memory.putChar(descriptor + FREE, (int) (index & (PAGE_ENTRIES - 1)) + 1);
    }
    int left = Memory.getChar(descriptor + USED) - 1;
    Memory.putChar(descriptor + USED, left);
    used--;
    if (page != current && (free == 0 || left == 0)) removeSlow(page, descriptor, left);
  }

  private void removeSlow(long page, long descriptor, int left) {
    if (left == 0) {
      release(page, descriptor);
    } else if (Memory.getChar(descriptor + FREE) != 0 && !partial.contains(page)) {
      boolean remembered = partial.add(page);
      assert remembered || backing.limitBytes() != Long.MAX_VALUE;
    }
  }

  private void release(long page, long descriptor) {
    if (partial.contains(page)) partial.remove(page);
    long latest = firstGeneration(descriptor);
    long first = entries + (page << Backing.LOG_PAGE_BYTES);
    int fresh = Memory.getChar(descriptor + FRESH);
    for (int i = 0; i < fresh; i++) {
      long generation = Memory.getLong(first + ((long) i << LOG_ENTRY_BYTES)) & GENERATION_MASK;
      if (Long.compareUnsigned(generation, latest) > 0) latest = generation;
    }
    Memory.putInt(descriptor + FIRST_GENERATION, (int) (latest >>> EntryLayout.GENERATION_SHIFT));
    Memory.putChar(descriptor + FREE, 0);
    Memory.putChar(descriptor + FRESH, 0);
    backing.release(first, Backing.PAGE_BYTES);
    if (latest != LAST_FREE_GENERATION) released.add(page);
  }

  /// The entry, or 0, the entry of no handle, where the index was never used.
  long entry(long index) {
    return index < end() ? Memory.getLong(entries + (index << LOG_ENTRY_BYTES)) : 0;
  }

  /// The latest generation that the entry had, also on a page that was given back since.
  long latestGeneration(long index) {
    long own = entry(index) & GENERATION_MASK;
    if (index >= end()) return own;
    long first = firstGeneration(descriptorOf(index >>> LOG_PAGE_ENTRIES));
    return Long.compareUnsigned(own, first) > 0 ? own : first;
  }

  /// The entry of an index that is known to be in use.
  long entryInUse(long index) {
    return Memory.getLong(entries + (index << LOG_ENTRY_BYTES));
  }

  void set(long index, long entry) {
    Memory.putLong(entries + (index << LOG_ENTRY_BYTES), entry);
  }

  /// Moves the entry's block to another address.
  void move(long index, long granule) {
    set(index, (entryInUse(index) & ~EntryLayout.ADDRESS_MASK) | granule);
  }

  /// The first index from this one on whose page has entries in use, or [#end].
  long skipUnused(long index) {
    while (index < end() && Memory.getChar(descriptorOf(index >>> LOG_PAGE_ENTRIES) + USED) == 0) {
      index = ((index >>> LOG_PAGE_ENTRIES) + 1) << LOG_PAGE_ENTRIES;
    }
    return index;
  }

  /// One more than the last index on the page of this one.
  long pageEnd(long index) {
    return (index | (PAGE_ENTRIES - 1)) + 1;
  }

  private long firstGeneration(long descriptor) {
    return (long) Memory.getInt(descriptor + FIRST_GENERATION) << EntryLayout.GENERATION_SHIFT;
  }

  private long descriptorOf(long page) {
    return descriptors + (page << LOG_DESCRIPTOR_BYTES);
  }
}
