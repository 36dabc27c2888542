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

/// The entries that handles name. The client has the index of an entry, so it cannot change. New
/// entries come from the lowest page that has room, and the high pages drain. A page without used
/// entries goes back to the system. So does one with few: its entries move to [PackedEntries], and
/// none of the others is used again before these are free.
///
/// Adding and removing take constant time.
public final class HandleTable {
  /// Log2 of the indexes of a page.
  private static final int LOG_PAGE = Backing.LOG_PAGE_BYTES - LOG_INDEX_BYTES;

  private static final long OFFSET_MASK = (1L << LOG_PAGE) - 1;

  /// Pages of entries that an index can name.
  public static final long MAX_PAGES = 1L << (EntryLayout.INDEX_BITS - LOG_PAGE);

  private static final int NO_PAGE = -1;

  private final Backing backing;
  private final long entries;
  private final long descriptors;
  private final PackedEntries packed;
  private final int entryBytes;
  private final int step;
  private final int entriesEnd;

  /// Committed pages that have an entry to give, other than the current one.
  private final PageSet partial;

  /// Pages that were given back and can be used again.
  private final PageSet released;

  private int current = NO_PAGE;
  private long frontier;
  private long used;

  /// Pages that are committed.
  private long open;

  /// @param descriptors absolute address of the descriptors of all pages
  /// @param entryBytes from one entry to the next
  public HandleTable(Backing backing, long descriptors, PageSetBitmaps sets, int entryBytes) {
    this.backing = backing;
    this.entries = backing.base() + HeapAreas.TABLE;
    this.descriptors = descriptors;
    long indexed = MAX_PAGES << Backing.LOG_PAGE_BYTES;
    this.packed =
        new PackedEntries(backing, entries + indexed, HeapAreas.AREA_BYTES - indexed, entryBytes);
    this.entryBytes = entryBytes;
    this.step = entryBytes >> LOG_INDEX_BYTES;
    this.entriesEnd = (int) (Backing.PAGE_BYTES / entryBytes) * step;
    this.partial = sets.add();
    this.released = sets.add();
  }

  /// Entries in use.
  public long used() {
    return used;
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
    if (index >>> LOG_PAGE >= frontier || offset % step != 0) return false;
    long descriptor = descriptorOf(index >>> LOG_PAGE);
    if (EntryPageLayout.isPacked(descriptor)) return packed.entryAt(index, descriptor) != 0;
    return EntryPageLayout.used(descriptor) > 0 && offset < EntryPageLayout.fresh(descriptor);
  }

  /// From the index of an entry to that of the next one on its page.
  public int step() {
    return step;
  }

  /// From the address of an entry to that of the next one on its page or in its pack.
  public int entryBytes() {
    return entryBytes;
  }

  /// The absolute address of an entry, 0 if it is of a packed page and not in its pack.
  public long at(long index) {
    long descriptor = descriptorOf(index >>> LOG_PAGE);
    return EntryPageLayout.isPacked(descriptor) ? packed.entryAt(index, descriptor) : openAt(index);
  }

  private long openAt(long index) {
    return entries + (index << LOG_INDEX_BYTES);
  }

  /// The absolute address of a handle's entry, or 0 if the handle is not that of a block in use. A
  /// page that was given back is never read: its epoch is not the handle's.
  public long find(long handle) {
    long index = handle & EntryLayout.INDEX_MASK;
    long page = index >>> LOG_PAGE;
    if (page >= frontier) return 0;
    long descriptor = descriptorOf(page);
    long at;
    if (EntryPageLayout.isOpen(descriptor, EntryLayout.epochOf(handle))) {
      at = openAt(index);
    } else {
      at = packed.find(handle, descriptor);
      if (at == 0) return 0;
    }
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
    if (index >>> LOG_PAGE >= frontier
        || !EntryLayout.isUsed(tag)
        || offset >= entriesEnd
        || offset % step != 0) {
      return false;
    }
    long descriptor = descriptorOf(index >>> LOG_PAGE);
    int epoch = EntryLayout.epochOf(handle);
    if (epoch != EntryPageLayout.epoch(descriptor))
      return epoch < EntryPageLayout.epoch(descriptor);
    if (offset >= EntryPageLayout.fresh(descriptor)) return false;
    long at = at(index);
    // Nothing is known of an entry that was free when its page was packed.
    return at == 0 || tag <= (Memory.getChar(at + TAG) & GENERATION_MASK);
  }

  /// @return the handle of a new entry for the address, or 0 when the heap's limit leaves no room
  ///   for one
  public long add(long granule) {
    if (current == NO_PAGE) return addSlow(granule);
    long descriptor = descriptorOf(current);
    int free = EntryPageLayout.free(descriptor);
    long index = (long) current << LOG_PAGE;
    int tag = ONE_GENERATION;
    long at;
    if (free != 0) {
      index += free - 1;
      at = openAt(index);
      EntryPageLayout.setFree(descriptor, Memory.getInt(at));
      tag += Memory.getChar(at + TAG);
    } else {
      int fresh = EntryPageLayout.fresh(descriptor);
      if (fresh == entriesEnd) return addSlow(granule);
      EntryPageLayout.setFresh(descriptor, fresh + step);
      index += fresh;
      at = openAt(index);
    }
    EntryPageLayout.setUsed(descriptor, EntryPageLayout.used(descriptor) + 1);
    used++;
    Memory.putInt(at, (int) granule);
    Memory.putChar(at + TAG, tag);
    return EntryLayout.handle(EntryPageLayout.epoch(descriptor), tag, index);
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
    if (EntryPageLayout.used(descriptor) > 0) return;
    release(current, descriptor);
    current = NO_PAGE;
  }

  private int commitPage() {
    long page = released.lowest();
    if (page < 0) page = frontier;
    if (page >= MAX_PAGES
        || !backing.commitAll(
            descriptorOf(page),
            EntryPageLayout.DESCRIPTOR_BYTES,
            pageAddress(page),
            Backing.PAGE_BYTES)) {
      return NO_PAGE;
    }
    if (page == frontier) {
      frontier++;
    } else {
      released.remove(page);
    }
    open++;
    return (int) page;
  }

  /// Frees an entry. If its page should now be in the partial set and the limit leaves no room for
  /// that, the free entries of the page are not used until it has drained.
  public void remove(long index) {
    long page = index >>> LOG_PAGE;
    long descriptor = descriptorOf(page);
    if (EntryPageLayout.isPacked(descriptor)) {
      removePacked(index, page, descriptor);
      return;
    }
    int free = EntryPageLayout.free(descriptor);
    long at = openAt(index);
    int tag = (Memory.getChar(at + TAG) & GENERATION_MASK) + ONE_GENERATION;
    Memory.putChar(at + TAG, tag);
    if (tag == LAST_FREE_GENERATION) {
      Memory.putInt(at, 0);
    } else {
      Memory.putInt(at, free);
      EntryPageLayout.setFree(descriptor, (int) (index & OFFSET_MASK) + 1);
    }
    int left = EntryPageLayout.used(descriptor) - 1;
    EntryPageLayout.setUsed(descriptor, left);
    used--;
    if (page != current && (free == 0 || left == 0)) removeSlow(page, descriptor, left);
  }

  private void removeSlow(long page, long descriptor, int left) {
    if (left == 0) {
      release(page, descriptor);
    } else if (EntryPageLayout.free(descriptor) != 0 && !partial.contains(page)) {
      boolean remembered = partial.add(page);
      assert remembered || backing.limitBytes() != Long.MAX_VALUE;
    }
  }

  private void release(long page, long descriptor) {
    if (partial.contains(page)) partial.remove(page);
    close(page);
    beginEpoch(page, descriptor);
  }

  void close(long page) {
    backing.release(pageAddress(page), Backing.PAGE_BYTES);
    open--;
  }

  private void beginEpoch(long page, long descriptor) {
    int epoch = EntryPageLayout.epoch(descriptor);
    EntryPageLayout.setEpoch(descriptor, epoch + 1);
    EntryPageLayout.setFree(descriptor, 0);
    EntryPageLayout.setFresh(descriptor, 0);
    if (epoch < EntryLayout.LAST_EPOCH) released.add(page);
  }

  private void removePacked(long index, long page, long descriptor) {
    long at = packed.entryAt(index, descriptor);
    Memory.putInt(at, 0);
    Memory.putChar(at + TAG, (Memory.getChar(at + TAG) & GENERATION_MASK) + ONE_GENERATION);
    int left = EntryPageLayout.used(descriptor) - 1;
    EntryPageLayout.setUsed(descriptor, left);
    used--;
    packed.entryLeft();
    if (left > 0) return;
    packed.packLeft();
    beginEpoch(page, descriptor);
  }

  public PackedEntries packed() {
    return packed;
  }

  /// Bytes of committed pages, and of the log of packs, that are in no entry in use.
  public long wastedBytes() {
    return (open << Backing.LOG_PAGE_BYTES) + packed.bytes() - used * entryBytes;
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
    return EntryLayout.granuleAt(at(index));
  }

  /// Moves the entry's block to another address.
  public void move(long index, long granule) {
    EntryLayout.move(at(index), granule);
  }

  /// The handle of an entry in use.
  public long handle(long index) {
    return EntryLayout.handle(
        EntryPageLayout.epoch(descriptorOf(index >>> LOG_PAGE)), tag(index), index);
  }

  public long descriptorOf(long page) {
    return descriptors + (page << EntryPageLayout.LOG_DESCRIPTOR_BYTES);
  }

  public long pageAddress(long page) {
    return entries + (page << Backing.LOG_PAGE_BYTES);
  }
}
