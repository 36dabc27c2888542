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

/// The entries that handles name. An entry cannot move, for its index is in the client's hands; so
/// pages of entries are filled from the lowest, which lets the high ones drain, and a page without
/// used entries goes back to the system.
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
/// An entry's offset in its page is, like its index, a distance in pairs of bytes.
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. a page is committed exactly when it has a used entry or is current;
/// 2. a page that is committed, not current and has an entry to give is in the partial set, unless
///    the limit left no room to note it, and no other page is;
/// 3. a page in the released set was used, is not committed and has epochs left;
/// 4. an entry in use holds the address of a block;
/// 5. only an entry in use has locks;
/// 6. a page's used count is the number of its entries that hold the address of a block;
/// 7. an entry that holds none is on its page's free list once, unless its generation has run out;
/// 8. the table's used count is the sum of its pages'.
///
/// Adding and removing take constant time.
public final class HandleTable {
  /// Log2 of a page in the units of an index.
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

  /// Committed pages, other than the current one, with an entry to give.
  private final PageSet partial;

  /// Pages that were used and given back, and can be used again.
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

  /// Pages that were ever used: those from this number on were not.
  public long pages() {
    return frontier;
  }

  /// The page that new entries are taken from, or a negative number.
  public int current() {
    return current;
  }

  public PageSet partial() {
    return partial;
  }

  public PageSet released() {
    return released;
  }

  /// Where the entries of a page end, in the units of a offset.
  public int entriesEnd() {
    return entriesEnd;
  }

  /// The index of the first entry of a page.
  public static long firstOf(long page) {
    return page << LOG_PAGE;
  }

  /// Whether an index is that of an entry that was used since its page was committed.
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

  /// The address of an entry, or 0 where the handle is not that of a block in use. Never reads a
  /// page that was given back.
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

  /// Whether a handle of that index, now not in use, was given out once, rather than made up.
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

  /// A current page that gives no entry although none is used has run out of generations.
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

  /// Ends the life of an entry. Should the page have to be remembered and the limit leave no room
  /// for it, its free entries are found again when it drains.
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

  /// Generation and locks of an entry on a page that has entries in use.
  public int tag(long index) {
    return Memory.getChar(at(index) + TAG);
  }

  public void setTag(long index, int tag) {
    Memory.putChar(at(index) + TAG, tag);
  }

  /// The address of an entry's block, in granules from the heap's base; the link of a free one.
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

  /// The first index from this one on that was used since its page was committed, on a page that
  /// has entries in use, or [#end].
  public long skipUnused(long index) {
    long page = index >>> LOG_PAGE;
    if (page < frontier && index < pageEnd(index)) return index;
    do {
      page++;
    } while (page < frontier && Memory.getChar(descriptorOf(page) + USED) == 0);
    return page << LOG_PAGE;
  }

  /// One more than the last index that was used on the page of this one since it was committed; the
  /// page's first index where none is in use.
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
