package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.SlabLayout.CURRENT;
import static org.heaplab.allocators.handle.SlabLayout.FREE;
import static org.heaplab.allocators.handle.SlabLayout.FRESH;
import static org.heaplab.allocators.handle.SlabLayout.FULL;
import static org.heaplab.allocators.handle.SlabLayout.GRANULES;
import static org.heaplab.allocators.handle.SlabLayout.LEVELS;
import static org.heaplab.allocators.handle.SlabLayout.LOW;
import static org.heaplab.allocators.handle.SlabLayout.UNUSED;
import static org.heaplab.allocators.handle.SlabLayout.USED;
import static org.heaplab.allocators.handle.SlabLayout.VICTIM;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Small blocks: pages cut into equal slots, one size class for each multiple of a granule, so that
/// no block needs a header and no hole of a page is of the wrong size.
///
/// ```text
///    a page of slots of 3 granules:
///     ├────────┬────────┬────────┬────────┬────────┬─── ─ ─ ───┬────────┬─┤
///     │ used   │ free ──┼───────▶│ free   │ used   │ fresh …   │        │ │ tail
///     └────────┴────────┴────────┴────────┴────────┴─── ─ ─ ───┴────────┴─┘
/// ```
///
/// Each class allocates from its current page; when that is full, from its fullest partial page, so
/// that emptier pages drain; and only then from a fresh one. Partial pages hang on lists by level
/// of occupancy. Free pages are kept committed up to an allowance, then given back, and the lowest
/// are used first.
///
/// Invariants, each checked by the verifier or the tests in these words:
///
/// 1. a page's used slots, free list and fresh slots are disjoint and fill it;
/// 2. a page is on the list of its level exactly when it is partial, not current and no victim;
/// 3. a page without used slots is current or is not a slab page any more.
///
/// Allocating and freeing take constant time.
final class SlabPages {
  /// The largest slot there can be; beyond it a page's tail would outweigh an extent's header many
  /// times.
  static final int MAX_GRANULES = 128;

  static final int PAGE_GRANULES = 1 << (Backing.LOG_PAGE_BYTES - LOG_GRANULE_BYTES);

  /// For each class the current page and the first page of each level's list, as page number plus
  /// 1.
  static final long HEADS_BYTES = (MAX_GRANULES + 1) * (1L + LEVELS) * Integer.BYTES;

  private static final int LOG_DESCRIPTOR_BYTES = SlabLayout.LOG_DESCRIPTOR_BYTES;

  /// Free pages kept committed: one for each 2^6 in use, and a few.
  private static final int LOG_PAGES_PER_RETAINED = 6;

  private static final int MIN_RETAINED = 4;

  private final Backing backing;
  private final long base;
  private final long slabs;
  private final long descriptors;
  private final long heads;
  private final PageSet retained;
  private final PageSet released;
  private final int[] capacities = new int[MAX_GRANULES + 1];
  private int frontier;
  private int pages;
  private int victims;
  private long usedGranules;

  SlabPages(Backing backing) {
    this.backing = backing;
    this.base = backing.base();
    this.slabs = base + Layout.SLABS;
    this.descriptors = base + Layout.SLAB_DESCRIPTORS;
    this.heads = base + Layout.HEADS;
    this.retained = new PageSet(backing, base + Layout.SLABS_RETAINED);
    this.released = new PageSet(backing, base + Layout.SLABS_RELEASED);
    for (int granules = 1; granules <= MAX_GRANULES; granules++) {
      capacities[granules] = PAGE_GRANULES / granules;
    }
  }

  static boolean contains(long granule) {
    return granule << LOG_GRANULE_BYTES < Layout.EXTENTS;
  }

  /// Granules in used slots.
  long usedGranules() {
    return usedGranules;
  }

  /// Pages cut into slots.
  int pages() {
    return pages;
  }

  /// One more than the highest page number ever used.
  int frontier() {
    return frontier;
  }

  int capacity(int granules) {
    return capacities[granules];
  }

  int granulesAt(long granule) {
    return granulesOf(descriptorOf(pageOf(granule)));
  }

  /// @param granules of the slot, from 1 to [#MAX_GRANULES]
  /// @return the slot's address in granules from the heap's base, or 0 when the limit leaves no
  ///   room
  long malloc(int granules) {
    return malloc(granules, true);
  }

  /// Like [#malloc], but only in the pages that the class already has.
  ///
  /// @return the slot's address in granules from the heap's base, or 0 when they are full
  long mallocWithin(int granules) {
    return malloc(granules, false);
  }

  private long malloc(int granules, boolean mayGrow) {
    int current = Memory.getInt(currentOf(granules));
    if (current == 0) return mallocSlow(granules, mayGrow);
    long descriptor = descriptorOf(current - 1);
    int free = Memory.getChar(descriptor + FREE);
    long slot;
    if (free != 0) {
      slot = pageGranule(current - 1) + free - 1;
      Memory.putChar(descriptor + FREE, Memory.getChar(base + (slot << LOG_GRANULE_BYTES)));
    } else {
      int fresh = Memory.getChar(descriptor + FRESH);
      if (fresh + granules > PAGE_GRANULES) return mallocSlow(granules, mayGrow);
      slot = pageGranule(current - 1) + fresh;
      Memory.putChar(descriptor + FRESH, fresh + granules);
    }
    Memory.putChar(descriptor + USED, Memory.getChar(descriptor + USED) + 1);
    usedGranules += granules;
    return slot;
  }

  /// The current page is full, or there is none.
  private long mallocSlow(int granules, boolean mayGrow) {
    int page = fullestPartial(granules);
    if (page >= 0) {
      unlink(page);
    } else if (!mayGrow || (page = takePage(granules)) < 0) {
      return 0;
    }
    int before = Memory.getInt(currentOf(granules));
    if (before != 0) file(before - 1, FULL, capacities[granules]);
    file(page, CURRENT, 0);
    Memory.putInt(currentOf(granules), page + 1);
    return malloc(granules, mayGrow);
  }

  /// Takes a partial page out of service, for compaction to empty it.
  void condemn(int page) {
    unlink(page);
    file(page, VICTIM, 1);
    victims++;
  }

  /// Takes a page back into service that compaction could not empty.
  void pardon(int page) {
    long descriptor = descriptorOf(page);
    link(page, descriptor, Memory.getChar(descriptor + USED));
    Memory.putByte(
        descriptor + SlabLayout.STATE, (byte) (SlabLayout.state(descriptor) | SlabLayout.PINNED));
    victims--;
  }

  /// Pages that compaction is emptying.
  int victims() {
    return victims;
  }

  private int fullestPartial(int granules) {
    for (int level = LEVELS - 1; level >= 0; level--) {
      int page = Memory.getInt(listOf(granules, level));
      if (page != 0) return page - 1;
    }
    return -1;
  }

  void free(long granule) {
    int page = pageOf(granule);
    long descriptor = descriptorOf(page);
    int used = Memory.getChar(descriptor + USED) - 1;
    Memory.putChar(descriptor + USED, used);
    Memory.putChar(base + (granule << LOG_GRANULE_BYTES), Memory.getChar(descriptor + FREE));
    Memory.putChar(descriptor + FREE, (int) (granule & (PAGE_GRANULES - 1)) + 1);
    usedGranules -= granulesOf(descriptor);
    if (used < Memory.getChar(descriptor + LOW)) refile(page, descriptor, used);
    if (usedGranules == 0 && pages > 1) dropCurrents();
  }

  /// Takes back a slot for which there was no entry, and with it a page taken for it alone.
  void undo(long granule) {
    int page = pageOf(granule);
    int granules = granulesAt(granule);
    free(granule);
    if (pages == 0 || Memory.getInt(currentOf(granules)) != page + 1 || used(page) > 0) return;
    if (usedGranules == 0) {
      dropCurrents();
      return;
    }
    Memory.putInt(currentOf(granules), 0);
    SlabLayout.setState(descriptorOf(page), UNUSED);
    pages--;
    if (page == frontier - 1) {
      frontier--;
      backing.release(pageAddress(page), Backing.PAGE_BYTES);
    } else {
      giveBack(page);
    }
  }

  /// The page has fewer used slots than its list is for.
  private void refile(int page, long descriptor, int used) {
    int state = SlabLayout.state(descriptor);
    if (state < LEVELS) unlink(page);
    if (used == 0) {
      if (state == VICTIM) victims--;
      retire(page);
    } else if (state != VICTIM) {
      link(page, descriptor, used);
    }
  }

  /// Puts a partial page on the list of its level.
  private void link(int page, long descriptor, int used) {
    int granules = granulesOf(descriptor);
    int capacity = capacities[granules];
    int level = used * LEVELS / capacity;
    int low = Math.max(1, (level * capacity + LEVELS - 1) / LEVELS);
    file(page, level, low);
    long list = listOf(granules, level);
    int head = Memory.getInt(list);
    SlabLayout.setNext(descriptor, head);
    SlabLayout.setPrevious(descriptor, 0);
    if (head != 0) SlabLayout.setPrevious(descriptorOf(head - 1), page + 1);
    Memory.putInt(list, page + 1);
  }

  private void unlink(int page) {
    long descriptor = descriptorOf(page);
    int next = SlabLayout.next(descriptor);
    int previous = SlabLayout.previous(descriptor);
    if (next != 0) SlabLayout.setPrevious(descriptorOf(next - 1), previous);
    if (previous != 0) {
      SlabLayout.setNext(descriptorOf(previous - 1), next);
    } else {
      Memory.putInt(listOf(granulesOf(descriptor), SlabLayout.state(descriptor)), next);
    }
  }

  /// Sets a page's state, and below how many used slots it must be looked at again.
  private void file(int page, int state, int low) {
    long descriptor = descriptorOf(page);
    SlabLayout.setState(descriptor, state);
    Memory.putChar(descriptor + LOW, low);
  }

  private int takePage(int granules) {
    long page = retained.lowest();
    if (page >= 0) {
      retained.remove(page);
    } else {
      page = released.lowest();
      if (page < 0) page = frontier;
      if (page >= Layout.SLAB_PAGES
          || !backing.commitAll(
              descriptorOf((int) page),
              SlabLayout.DESCRIPTOR_BYTES,
              heads,
              HEADS_BYTES,
              pageAddress((int) page),
              Backing.PAGE_BYTES)) {
        return -1;
      }
      if (page == frontier) {
        frontier++;
      } else {
        released.remove(page);
      }
    }
    pages++;
    long descriptor = descriptorOf((int) page);
    Memory.putLong(descriptor, 0);
    Memory.putLong(descriptor + Long.BYTES, 0);
    Memory.putByte(descriptor + GRANULES, (byte) granules);
    return (int) page;
  }

  /// The page holds nothing any more: keep it for the next class that needs one, or give it back.
  private void retire(int page) {
    SlabLayout.setState(descriptorOf(page), UNUSED);
    pages--;
    if (!retained.add(page)) giveBack(page);
    if (retained.size() > allowance()) shrinkRetained(allowance() / 2);
  }

  private int allowance() {
    return (pages >>> LOG_PAGES_PER_RETAINED) + MIN_RETAINED;
  }

  /// Gives a page back. Where the limit leaves no room to remember it, its addresses are not used
  /// again.
  private void giveBack(int page) {
    backing.release(pageAddress(page), Backing.PAGE_BYTES);
    released.add(page);
  }

  /// Gives back every free page.
  void purge() {
    shrinkRetained(0);
  }

  /// Gives back the lowest free pages, neighbours together.
  private void shrinkRetained(int left) {
    while (retained.size() > left) {
      long first = retained.lowest();
      long end = first;
      do {
        retained.remove(end);
        released.add(end++);
      } while (retained.size() > left && retained.contains(end));
      backing.release(pageAddress((int) first), (end - first) << Backing.LOG_PAGE_BYTES);
    }
  }

  /// Makes every current page a partial one like the others, or a free one when it is empty.
  void dismissCurrents() {
    if (pages == 0) return;
    for (int granules = 1; granules <= MAX_GRANULES; granules++) {
      int current = Memory.getInt(currentOf(granules));
      if (current == 0) continue;
      Memory.putInt(currentOf(granules), 0);
      int page = current - 1;
      int used = used(page);
      if (used == 0) {
        retire(page);
      } else if (used == capacities[granules]) {
        file(page, FULL, used);
      } else {
        link(page, descriptorOf(page), used);
      }
    }
  }

  /// With the last small block gone, the current pages go too.
  private void dropCurrents() {
    dismissCurrents();
    purge();
    released.clear();
    long descriptorBytes = (long) frontier << LOG_DESCRIPTOR_BYTES;
    backing.release(descriptors, Layout.roundUp(descriptorBytes, Backing.PAGE_BYTES));
    frontier = 0;
  }

  /// With no block in use, makes ready for the heads' memory to be given back. No page may be kept
  /// for later then: taking one does not commit the heads.
  void forgetHeads() {
    dropCurrents();
  }

  /// The first page of a class on the list of a level, as page number plus 1, or 0.
  int first(int granules, int level) {
    return Memory.getInt(listOf(granules, level));
  }

  /// The page after this one on its list, both as page number plus 1.
  int next(int link) {
    return SlabLayout.next(descriptorOf(link - 1));
  }

  /// Used slots of a page.
  int used(int page) {
    return Memory.getChar(descriptorOf(page) + USED);
  }

  boolean isPinned(int page) {
    return SlabLayout.isPinned(descriptorOf(page));
  }

  boolean isVictim(long granule) {
    return SlabLayout.state(descriptorOf(pageOf(granule))) == VICTIM;
  }

  boolean isVictimPage(int page) {
    return backing.isCommittedAt(descriptorOf(page))
        && SlabLayout.state(descriptorOf(page)) == VICTIM;
  }

  /// The absolute address of a granule.
  long address(long granule) {
    return base + (granule << LOG_GRANULE_BYTES);
  }

  private int pageOf(long granule) {
    return (int) (((granule << LOG_GRANULE_BYTES) - Layout.SLABS) >>> Backing.LOG_PAGE_BYTES);
  }

  private long descriptorOf(int page) {
    return descriptors + ((long) page << LOG_DESCRIPTOR_BYTES);
  }

  /// Address of a page's first slot, in granules from the heap's base.
  long pageGranule(int page) {
    return (Layout.SLABS >>> LOG_GRANULE_BYTES)
        + ((long) page << (Backing.LOG_PAGE_BYTES - LOG_GRANULE_BYTES));
  }

  private long pageAddress(int page) {
    return slabs + ((long) page << Backing.LOG_PAGE_BYTES);
  }

  /// The class of a slab page: granules in a slot; 0 when the page is not a slab page now.
  int granulesOfPage(int page) {
    long descriptor = descriptorOf(page);
    if (!backing.isCommittedAt(descriptor) || SlabLayout.state(descriptor) == UNUSED) return 0;
    return granulesOf(descriptor);
  }

  /// Bytes of a page that are committed now: all or none.
  long committedBytesOfPage(int page) {
    return isCommitted(page) ? Backing.PAGE_BYTES : 0;
  }

  private boolean isCommitted(int page) {
    return backing.isCommittedAt(pageAddress(page));
  }

  private static int granulesOf(long descriptor) {
    return Byte.toUnsignedInt(Memory.getByte(descriptor + GRANULES));
  }

  private long listOf(int granules, int level) {
    return heads + ((long) granules * (1 + LEVELS) + 1 + level) * Integer.BYTES;
  }

  private long currentOf(int granules) {
    return heads + (long) granules * (1 + LEVELS) * Integer.BYTES;
  }
}
