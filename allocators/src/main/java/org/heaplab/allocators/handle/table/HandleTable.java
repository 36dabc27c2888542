package org.heaplab.allocators.handle.table;

import static org.heaplab.allocators.handle.table.EntryLayout.GENERATION_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.LAST_FREE_GENERATION;
import static org.heaplab.allocators.handle.table.EntryLayout.LOG_INDEX_BYTES;
import static org.heaplab.allocators.handle.table.EntryLayout.ONE_GENERATION;
import static org.heaplab.allocators.handle.table.EntryLayout.TAG;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageSet;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;

/// The entries that handles name. An entry cannot move, because the client has its index. So new
/// entries come from the lowest page that has room, and the high pages drain. A page without used
/// entries goes back to the system.
///
/// ```text
///   descriptor of a page of entries
///     0         2         4         6         8
///     ├─────────┼─────────┼─────────┼─────────┼───────────────────┤ 12
///     │ free    │ used    │ fresh   │         │ epoch             │
///     └─────────┴─────────┴─────────┴─────────┴───────────────────┘
///       free: offset of the first entry on the page's free list, plus 1, or 0
///       fresh: entries from this offset on were never used in this epoch
///       epoch: grows by one each time the page is given back
/// ```
///
/// The offset of an entry in its page is counted in pairs of bytes, like its index.
///
/// Adding and removing take constant time.
public final class HandleTable {
  /// Log2 of the indexes of a page.
  private static final int LOG_PAGE = Backing.LOG_PAGE_BYTES - LOG_INDEX_BYTES;

  private static final long OFFSET_MASK = (1L << LOG_PAGE) - 1;

  /// Pages of entries that an index can name.
  public static final long MAX_PAGES = 1L << (EntryLayout.INDEX_BITS - LOG_PAGE);

  public static final int DESCRIPTOR_BYTES = 16;

  private static final int LOG_DESCRIPTOR_BYTES = 4;
  public static final int FREE = 0;
  public static final int USED = 2;
  public static final int FRESH = 4;
  public static final int EPOCH = 8;

  private static final int NO_PAGE = -1;

  private final Backing backing;
  private final long entries;
  private final long descriptors;
  private final int step;
  private final int entriesEnd;

  /// Committed pages that have an entry to give, other than the current one.
  private final PageSet partial;

  /// Pages that were given back and can be used again.
  private final PageSet released;

  private int current = NO_PAGE;
  private long frontier;
  private long used;

  /// @param descriptors absolute address of the descriptors of all pages
  /// @param entryBytes from one entry to the next
  public HandleTable(Backing backing, long descriptors, PageSetBitmaps sets, int entryBytes) {
    this.backing = backing;
    this.entries = backing.base() + HeapAreas.TABLE;
    this.descriptors = descriptors;
    this.step = entryBytes >> LOG_INDEX_BYTES;
    this.entriesEnd = (int) (Backing.PAGE_BYTES / entryBytes) * step;
    this.partial = sets.add();
    this.released = sets.add();
  }

  /// Entries in use.
  public long used() {
    return used;
  }

  /// The index at which the first page that was never used begins.
  public long end() {
    return frontier << LOG_PAGE;
  }

  /// No page from this number on was ever used.
  public long pages() {
    return frontier;
  }

  /// The page that new entries come from, or a negative number.
  public int current() {
    return current;
  }

  public PageSet partial() {
    return partial;
  }

  public PageSet released() {
    return released;
  }

  /// The offset at which the entries of a page end.
  public int entriesEnd() {
    return entriesEnd;
  }

  /// The index of the first entry of a page.
  public static long firstOf(long page) {
    return page << LOG_PAGE;
  }

  /// Whether there is an entry at an index, and it was used since its page was committed.
  public boolean wasUsed(long index) {
    long offset = index & OFFSET_MASK;
    return index < end() && offset % step == 0 && index < pageEnd(index);
  }

  /// From the index of an entry to that of the next one on its page.
  public int step() {
    return step;
  }

  /// The absolute address of an entry.
  public long at(long index) {
    return entries + (index << LOG_INDEX_BYTES);
  }

  /// The absolute address of a handle's entry, or 0 if the handle is not that of a block in use. A
  /// page that was given back is never read: its epoch is not the handle's.
  public long find(long handle) {
    long index = handle & EntryLayout.INDEX_MASK;
    long page = index >>> LOG_PAGE;
    if (page >= frontier || epoch(descriptorOf(page)) != EntryLayout.epochOf(handle)) return 0;
    long at = at(index);
    int expected = EntryLayout.tagOf(handle);
    boolean lives =
        ((Memory.getChar(at + TAG) ^ expected) & GENERATION_MASK) == 0
            && EntryLayout.isUsed(expected);
    return lives ? at : 0;
  }

  /// Whether a handle that is not in use was given out at some time.
  public boolean wasIssued(long handle) {
    int tag = EntryLayout.tagOf(handle);
    long index = handle & EntryLayout.INDEX_MASK;
    long offset = index & OFFSET_MASK;
    if (index >= end() || !EntryLayout.isUsed(tag) || offset >= entriesEnd || offset % step != 0) {
      return false;
    }
    long descriptor = descriptorOf(index >>> LOG_PAGE);
    int epoch = EntryLayout.epochOf(handle);
    if (epoch != epoch(descriptor)) return epoch < epoch(descriptor);
    return offset < Memory.getChar(descriptor + FRESH) && tag <= (tag(index) & GENERATION_MASK);
  }

  /// @return the handle of a new entry for the address, or 0 when the heap's limit leaves no room
  ///   for one
  public long add(long granule) {
    if (current == NO_PAGE) return addSlow(granule);
    long descriptor = descriptorOf(current);
    int free = Memory.getChar(descriptor + FREE);
    long index = (long) current << LOG_PAGE;
    int tag = ONE_GENERATION;
    long at;
    if (free != 0) {
      index += free - 1;
      at = at(index);
      Memory.putChar(descriptor + FREE, Memory.getInt(at));
      tag += Memory.getChar(at + TAG);
    } else {
      int fresh = Memory.getChar(descriptor + FRESH);
      if (fresh == entriesEnd) return addSlow(granule);
      Memory.putChar(descriptor + FRESH, fresh + step);
      index += fresh;
      at = at(index);
    }
    Memory.putChar(descriptor + USED, Memory.getChar(descriptor + USED) + 1);
    used++;
    Memory.putInt(at, (int) granule);
    Memory.putChar(at + TAG, tag);
    return EntryLayout.handle(epoch(descriptor), tag, index);
  }

  private long addSlow(long granule) {
    releaseExhaustedCurrent();
    int page = (int) partial.lowest();
    if (page >= 0) {
      partial.remove(page);
    } else if ((page = commitPage()) < 0) {
      return 0;
    }
    current = page;
    return add(granule);
  }

  /// Gives the current page back if none of its entries is used. It has no entry to give then only
  /// because all its generations have run out.
  private void releaseExhaustedCurrent() {
    if (current == NO_PAGE) return;
    long descriptor = descriptorOf(current);
    if (Memory.getChar(descriptor + USED) > 0) return;
    release(current, descriptor);
    current = NO_PAGE;
  }

  private int commitPage() {
    long page = released.lowest();
    if (page < 0) page = frontier;
    if (page >= MAX_PAGES
        || !backing.commitAll(
            descriptorOf(page), DESCRIPTOR_BYTES, pageAddress(page), Backing.PAGE_BYTES)) {
      return NO_PAGE;
    }
    if (page == frontier) {
      frontier++;
    } else {
      released.remove(page);
    }
    return (int) page;
  }

  /// Frees an entry. If its page should now be in the partial set and the limit leaves no room for
  /// that, the free entries of the page are not used until it has drained.
  public void remove(long index) {
    long page = index >>> LOG_PAGE;
    long descriptor = descriptorOf(page);
    int free = Memory.getChar(descriptor + FREE);
    long at = at(index);
    int tag = (Memory.getChar(at + TAG) & GENERATION_MASK) + ONE_GENERATION;
    Memory.putChar(at + TAG, tag);
    if (tag == LAST_FREE_GENERATION) {
      Memory.putInt(at, 0);
    } else {
      Memory.putInt(at, free);
      Memory.putChar(descriptor + FREE, (int) (index & OFFSET_MASK) + 1);
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
    int epoch = epoch(descriptor);
    Memory.putInt(descriptor + EPOCH, epoch + 1);
    Memory.putChar(descriptor + FREE, 0);
    Memory.putChar(descriptor + FRESH, 0);
    backing.release(pageAddress(page), Backing.PAGE_BYTES);
    if (epoch < EntryLayout.LAST_EPOCH) released.add(page);
  }

  /// Generation and locks of an entry. Its page must have entries in use.
  public int tag(long index) {
    return Memory.getChar(at(index) + TAG);
  }

  public void setTag(long index, int tag) {
    Memory.putChar(at(index) + TAG, tag);
  }

  /// The address of an entry's block, in granules from the heap's base, or a free entry's link.
  public long granule(long index) {
    return granuleAt(at(index));
  }

  /// @param at the absolute address of an entry
  public static long granuleAt(long at) {
    return Memory.getUnsignedInt(at);
  }

  /// Moves the entry's block to another address.
  public void move(long index, long granule) {
    Memory.putInt(at(index), (int) granule);
  }

  /// The handle of an entry in use.
  public long handle(long index) {
    return EntryLayout.handle(epoch(descriptorOf(index >>> LOG_PAGE)), tag(index), index);
  }

  /// The index of the first entry that was used since its page was committed, or at least [#end].
  /// Pages without used entries are skipped.
  public long firstUsed() {
    return skipUnused(0);
  }

  /// The index of the next such entry, or at least [#end].
  public long nextUsed(long index) {
    return skipUnused(index + step);
  }

  /// The first entry from this index on that [#firstUsed] or [#nextUsed] would return.
  ///
  /// @return its index, or at least [#end] if there is none
  public long skipUnused(long index) {
    long page = index >>> LOG_PAGE;
    if (page < frontier && index < pageEnd(index)) return index;
    do {
      page++;
    } while (page < frontier && Memory.getChar(descriptorOf(page) + USED) == 0);
    return page << LOG_PAGE;
  }

  /// The end of the entries that were used since their page was committed, on the page of this
  /// index. It is the page's first index if no entry is in use.
  public long pageEnd(long index) {
    long descriptor = descriptorOf(index >>> LOG_PAGE);
    int fresh = Memory.getChar(descriptor + USED) == 0 ? 0 : Memory.getChar(descriptor + FRESH);
    return (index & ~OFFSET_MASK) + fresh;
  }

  private static int epoch(long descriptor) {
    return Memory.getInt(descriptor + EPOCH);
  }

  public long descriptorOf(long page) {
    return descriptors + (page << LOG_DESCRIPTOR_BYTES);
  }

  public long pageAddress(long page) {
    return entries + (page << Backing.LOG_PAGE_BYTES);
  }
}
