package org.heaplab.allocators.handle.slabs;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.slabs.SlabLayout.CURRENT;
import static org.heaplab.allocators.handle.slabs.SlabLayout.EVACUATING;
import static org.heaplab.allocators.handle.slabs.SlabLayout.FREE;
import static org.heaplab.allocators.handle.slabs.SlabLayout.FRESH;
import static org.heaplab.allocators.handle.slabs.SlabLayout.FULL;
import static org.heaplab.allocators.handle.slabs.SlabLayout.LEVELS;
import static org.heaplab.allocators.handle.slabs.SlabLayout.LOW;
import static org.heaplab.allocators.handle.slabs.SlabLayout.UNUSED;
import static org.heaplab.allocators.handle.slabs.SlabLayout.USED;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;

/// Small blocks: pages cut into equal slots. There is one size class for each multiple of a
/// granule. So no block needs a header, and every hole of a page is of the right size for its
/// class.
///
/// ```text
///    a page of slots of 3 granules:
///     ├────────┬────────┬────────┬────────┬────────┬─── ─ ─ ───┬────────┬─┤
///     │ used   │ free ──┼───────▶│ free   │ used   │ fresh …   │        │ │ unused
///     └────────┴────────┴────────┴────────┴────────┴─── ─ ─ ───┴────────┴─┘
/// ```
///
/// Each class allocates from its current page. When that is full, its fullest partial page becomes
/// current, so emptier pages drain. Only when there is no partial page, a free one is taken.
/// Partial pages are on lists, by level of occupancy.
///
/// Allocating and freeing take constant time.
public final class SlabPages {
  public static final int MAX_GRANULES = SlabGeometry.MAX_GRANULES;

  private final SlabGeometry geometry;
  private final SlabLists lists;
  private final FreePages freePages;
  private int pages;
  private int evacuating;
  private long usedGranules;

  /// @param heads absolute address of the heads of [SlabLists]
  /// @param descriptors absolute address of the descriptors of all pages
  /// @param pageBytes the size of a page, a power of two and at least the system's
  public SlabPages(
      Backing backing,
      long heads,
      long descriptors,
      PageSetBitmaps sets,
      int pageBytes,
      PageRelease release) {
    this.geometry = new SlabGeometry(backing.base(), descriptors, pageBytes);
    this.lists = new SlabLists(geometry, heads);
    this.freePages = new FreePages(backing, geometry, heads, sets, release);
  }

  public static boolean contains(long granule) {
    return granule < HeapAreas.EXTENTS >>> LOG_GRANULE_BYTES;
  }

  public SlabGeometry geometry() {
    return geometry;
  }

  public SlabLists lists() {
    return lists;
  }

  public FreePages freePages() {
    return freePages;
  }

  /// Pages that are cut into slots.
  public int pages() {
    return pages;
  }

  /// Pages of a class.
  public int pagesOf(int granules) {
    return pages == 0 ? 0 : lists.pages(granules);
  }

  /// Granules in used slots.
  public long usedGranules() {
    return usedGranules;
  }

  /// Bytes of pages cut into slots that are in no used slot.
  public long freeBytes() {
    return geometry.bytes(pages) - (usedGranules << LOG_GRANULE_BYTES);
  }

  public int granulesAt(long granule) {
    return SlabLayout.granules(geometry.descriptorOf(geometry.pageOf(granule)));
  }

  /// @param granules of the slot, from 1 to [#MAX_GRANULES]
  /// @return the slot's address in granules from the heap's base, or 0 when the limit leaves no
  ///   room
  public long malloc(int granules) {
    return malloc(granules, true);
  }

  /// Like [#malloc], but only in pages that the class has already.
  ///
  /// @return the slot's address in granules from the heap's base, or 0 when they are full
  public long mallocInOwnPages(int granules) {
    return malloc(granules, false);
  }

  private long malloc(int granules, boolean mayGrow) {
    int current = current(granules);
    if (current == 0) return mallocSlow(granules, mayGrow);
    long descriptor = geometry.descriptorOf(current - 1);
    int free = Memory.getChar(descriptor + FREE);
    long slot = geometry.pageGranule(current - 1);
    if (free != 0) {
      slot += free - 1;
      Memory.putChar(descriptor + FREE, Memory.getChar(geometry.address(slot)));
    } else {
      int fresh = Memory.getChar(descriptor + FRESH);
      if (fresh + granules > geometry.pageGranules()) return mallocSlow(granules, mayGrow);
      slot += fresh;
      Memory.putChar(descriptor + FRESH, fresh + granules);
    }
    use(descriptor, granules);
    return slot;
  }

  /// The page that the class allocates from, as page number plus 1, or 0. Without any page, the
  /// heads of the lists may not be committed.
  private int current(int granules) {
    return pages == 0 ? 0 : lists.current(granules);
  }

  /// The current page is full, or there is none.
  private long mallocSlow(int granules, boolean mayGrow) {
    int page = pages == 0 ? -1 : lists.fullestPartial(granules);
    if (page >= 0) {
      lists.unlink(page);
    } else if (!mayGrow || (page = takePage(granules)) < 0) {
      return 0;
    }
    int before = lists.current(granules);
    if (before != 0) lists.setState(before - 1, FULL, geometry.capacity(granules));
    makeCurrent(granules, page);
    return malloc(granules, mayGrow);
  }

  private void makeCurrent(int granules, int page) {
    lists.setState(page, CURRENT, 0);
    lists.setCurrent(granules, page + 1);
  }

  /// One more slot of the page is in use.
  private void use(long descriptor, int granules) {
    Memory.putChar(descriptor + USED, Memory.getChar(descriptor + USED) + 1);
    usedGranules += granules;
  }

  /// Like [#malloc], but in a slot that was never used since its page was taken. No hole is reused:
  /// comparing the two shows what reuse is worth.
  public long mallocFresh(int granules) {
    int current = current(granules);
    if (current == 0 || fresh(current - 1) + granules > geometry.pageGranules()) {
      int page = takePage(granules);
      if (page < 0) return 0;
      closeCurrent(granules);
      makeCurrent(granules, page);
      current = page + 1;
    }
    long descriptor = geometry.descriptorOf(current - 1);
    int fresh = fresh(current - 1);
    Memory.putChar(descriptor + FRESH, fresh + granules);
    use(descriptor, granules);
    return geometry.pageGranule(current - 1) + fresh;
  }

  private int fresh(int page) {
    return Memory.getChar(geometry.descriptorOf(page) + FRESH);
  }

  private int takePage(int granules) {
    int page = freePages.take();
    if (page < 0) return -1;
    pages++;
    SlabLayout.begin(geometry.descriptorOf(page), granules);
    lists.addPages(granules, 1);
    return page;
  }

  public void free(long granule) {
    int page = geometry.pageOf(granule);
    long descriptor = geometry.descriptorOf(page);
    int used = Memory.getChar(descriptor + USED) - 1;
    Memory.putChar(descriptor + USED, used);
    Memory.putChar(geometry.address(granule), Memory.getChar(descriptor + FREE));
    Memory.putChar(descriptor + FREE, geometry.inPage(granule) + 1);
    usedGranules -= SlabLayout.granules(descriptor);
    if (used < Memory.getChar(descriptor + LOW)) moveToItsList(page, descriptor, used);
    if (usedGranules == 0 && pages > 1) freeAllPages();
  }

  /// Moves a page with too few used slots for its list to the right one, or frees it.
  private void moveToItsList(int page, long descriptor, int used) {
    int state = SlabLayout.state(descriptor);
    if (state < LEVELS) lists.unlink(page);
    if (used == 0) {
      if (state == EVACUATING) evacuating--;
      retire(page);
    } else if (state != EVACUATING) {
      lists.link(page, used);
    }
  }

  /// Frees a page without used slots.
  private void retire(int page) {
    markUnused(page);
    freePages.add(page, pages);
  }

  private void markUnused(int page) {
    long descriptor = geometry.descriptorOf(page);
    lists.addPages(SlabLayout.granules(descriptor), -1);
    SlabLayout.setState(descriptor, UNUSED);
    pages--;
  }

  /// Frees a slot for which there was no entry, and its page if that was taken for this slot only.
  public void undoMalloc(long granule) {
    int page = geometry.pageOf(granule);
    int granules = granulesAt(granule);
    free(granule);
    if (pages == 0 || lists.current(granules) != page + 1 || used(page) > 0) return;
    if (usedGranules == 0) {
      freeAllPages();
      return;
    }
    lists.setCurrent(granules, 0);
    markUnused(page);
    freePages.undoTake(page);
  }

  /// Takes a partial page off its list, so that compaction can empty it: nothing is allocated in
  /// it.
  public void startEvacuation(int page) {
    lists.unlink(page);
    lists.setState(page, EVACUATING, 1);
    evacuating++;
  }

  /// Puts all pages that compaction did not empty back on their lists.
  public void endEvacuations() {
    for (int page = 0; evacuating > 0; page++) {
      if (isEvacuatingPage(page)) endEvacuation(page);
    }
  }

  /// Puts one of them back on its list, and marks it as pinned.
  public void endEvacuation(int page) {
    lists.link(page, used(page));
    SlabLayout.pin(geometry.descriptorOf(page));
    evacuating--;
  }

  /// Pages that are being evacuated.
  public int evacuating() {
    return evacuating;
  }

  /// Makes every current page a full, partial or free page like the others.
  public void closeCurrents() {
    if (pages == 0) return;
    for (int granules = 1; granules <= MAX_GRANULES; granules++) closeCurrent(granules);
  }

  private void closeCurrent(int granules) {
    int current = lists.current(granules);
    if (current == 0) return;
    lists.setCurrent(granules, 0);
    int page = current - 1;
    int used = used(page);
    if (used == 0) {
      retire(page);
    } else if (used == geometry.capacity(granules)) {
      lists.setState(page, FULL, used);
    } else {
      lists.link(page, used);
    }
  }

  /// Frees the current pages too, when the last small block has been freed.
  private void freeAllPages() {
    closeCurrents();
    freePages.reset();
  }

  /// Must be called before the memory of the heads is given back. No block may be in use. No page
  /// is retained afterwards, since taking a retained page does not commit the heads.
  public void prepareHeadsRelease() {
    freeAllPages();
  }

  /// Gives back every free page.
  public void purge() {
    freePages.purge();
  }

  /// Used slots of a page.
  public int used(int page) {
    return Memory.getChar(geometry.descriptorOf(page) + USED);
  }

  /// Notes that a slot's block was requested with an alignment.
  public void align(long granule) {
    SlabLayout.align(geometry.descriptorOf(geometry.pageOf(granule)));
  }

  /// Whether there may be a block in the page that was requested with an alignment.
  public boolean isAligned(int page) {
    return SlabLayout.isAligned(geometry.descriptorOf(page));
  }

  public boolean isPinned(int page) {
    return SlabLayout.isPinned(geometry.descriptorOf(page));
  }

  public boolean isEvacuating(long granule) {
    return SlabLayout.state(geometry.descriptorOf(geometry.pageOf(granule))) == EVACUATING;
  }

  public boolean isEvacuatingPage(int page) {
    return freePages.hasDescriptor(page)
        && SlabLayout.state(geometry.descriptorOf(page)) == EVACUATING;
  }

  /// The class of a slab page: granules in a slot. 0 if the page is not a slab page now.
  public int granulesOfPage(int page) {
    long descriptor = geometry.descriptorOf(page);
    if (!freePages.hasDescriptor(page) || SlabLayout.state(descriptor) == UNUSED) return 0;
    return SlabLayout.granules(descriptor);
  }
}
