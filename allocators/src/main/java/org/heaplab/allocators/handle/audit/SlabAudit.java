package org.heaplab.allocators.handle.audit;

import static org.heaplab.allocators.handle.slabs.SlabLayout.CURRENT;
import static org.heaplab.allocators.handle.slabs.SlabLayout.EVACUATING;
import static org.heaplab.allocators.handle.slabs.SlabLayout.FREE;
import static org.heaplab.allocators.handle.slabs.SlabLayout.FRESH;
import static org.heaplab.allocators.handle.slabs.SlabLayout.LEVELS;

import java.util.BitSet;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.slabs.FreePages;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.slabs.SlabLayout;
import org.heaplab.allocators.handle.slabs.SlabLists;
import org.heaplab.allocators.handle.slabs.SlabPages;

/// Checks every page of [SlabPages], its lists and the free pages.
final class SlabAudit {
  private final Backing backing;
  private final SlabPages slabs;
  private final SlabGeometry geometry;
  private final SlabLists lists;
  private final FreePages freePages;

  /// Slots by their start, in granules from the first page. At first those that entries say are
  /// used; the free ones are added.
  private final BitSet slots;

  /// Pages that are on some list.
  private final BitSet listed = new BitSet();

  SlabAudit(Backing backing, SlabPages slabs, BitSet usedSlots) {
    this.backing = backing;
    this.slabs = slabs;
    this.geometry = slabs.geometry();
    this.lists = slabs.lists();
    this.freePages = slabs.freePages();
    this.slots = usedSlots;
  }

  void run() {
    if (slabs.pages() > 0) followLists();
    int pages = 0;
    int evacuating = 0;
    var ofClass = new int[SlabPages.MAX_GRANULES + 1];
    long usedGranules = 0;
    for (int page = 0; page < freePages.frontier(); page++) {
      int granules = slabs.granulesOfPage(page);
      freePageIsNoted(page, granules > 0);
      nothingLiesOutsideSlots(page, granules);
      if (granules == 0) continue;
      pages++;
      ofClass[granules]++;
      auditPage(page, granules);
      if (slabs.isEvacuatingPage(page)) evacuating++;
      usedGranules += (long) slabs.used(page) * granules;
    }
    int beyond = slots.length() - freePages.frontier() * geometry.pageGranules();
    Invariant.SLOT_START.require(beyond <= 0, "page", freePages.frontier(), beyond);
    Invariant.FREE_PAGE_NOTED.require(
        PageSetAudit.areBelow(freePages.frontier(), freePages.retained())
            && PageSetAudit.areBelow(freePages.frontier(), freePages.released()),
        "pages from",
        freePages.frontier(),
        freePages.retained().size() + freePages.released().size());
    Invariant.SLAB_COUNTS.require(pages == slabs.pages(), "pages", slabs.pages(), pages);
    for (int granules = 1; granules < ofClass.length; granules++) {
      Invariant.SLAB_COUNTS.require(
          ofClass[granules] == slabs.pagesOf(granules), "class", granules, ofClass[granules]);
    }
    Invariant.SLAB_COUNTS.require(
        evacuating == slabs.evacuating(), "evacuating", slabs.evacuating(), evacuating);
    Invariant.SLAB_COUNTS.require(
        usedGranules == slabs.usedGranules(), "granules", slabs.usedGranules(), usedGranules);
  }

  private void followLists() {
    for (int granules = 1; granules <= SlabPages.MAX_GRANULES; granules++) {
      int current = lists.current(granules);
      Invariant.SLAB_CURRENT.require(
          current == 0 || isPage(current, granules, CURRENT), "class", granules, current);
      int leastFree = 0;
      for (int level = 0; level < LEVELS; level++) {
        int least = SlabLists.leastFree(level, geometry.capacity(granules));
        int previous = 0;
        for (int link = lists.first(granules, level); link != 0; link = lists.next(link)) {
          Invariant.SLAB_LINKS.require(
              isPage(link, granules, level)
                  && !listed.get(link - 1)
                  && SlabLayout.previous(geometry.descriptorOf(link - 1)) == previous,
              "page",
              link - 1L,
              level);
          listed.set(link - 1);
          previous = link;
          leastFree += least;
        }
      }
      Invariant.SLAB_LEAST_FREE.require(
          leastFree == lists.leastFreeSlots(granules), "class", granules, leastFree);
    }
  }

  private boolean isPage(int link, int granules, int state) {
    return link > 0
        && link <= freePages.frontier()
        && slabs.granulesOfPage(link - 1) == granules
        && SlabLayout.state(geometry.descriptorOf(link - 1)) == state;
  }

  private void freePageIsNoted(int page, boolean slab) {
    boolean retained = freePages.retained().contains(page);
    boolean released = freePages.released().contains(page);
    long committed = backing.committedBytes(geometry.addressOfPage(page), geometry.pageBytes());
    Invariant.FREE_PAGE_COMMITTED.require(
        committed == (slab || retained ? geometry.pageBytes() : 0), "page", page, committed);
    int notes = (slab ? 1 : 0) + (retained ? 1 : 0) + (released ? 1 : 0);
    Invariant.FREE_PAGE_NOTED.require(
        notes == 1 || (notes == 0 && backing.limitBytes() != Long.MAX_VALUE), "page", page, notes);
  }

  private void nothingLiesOutsideSlots(int page, int granules) {
    if (granules > 0) return;
    int first = page * geometry.pageGranules();
    int slot = slots.nextSetBit(first);
    Invariant.SLOT_START.require(
        slot < 0 || slot >= first + geometry.pageGranules(), "page", page, slot - first);
  }

  private void auditPage(int page, int granules) {
    long descriptor = geometry.descriptorOf(page);
    int state = SlabLayout.state(descriptor);
    int used = slabs.used(page);
    int capacity = geometry.capacity(granules);
    if (state == CURRENT) {
      Invariant.SLAB_CURRENT.require(lists.current(granules) == page + 1, "page", page, granules);
    }
    Invariant.SLAB_EMPTY.require(used > 0 || state == CURRENT, "page", page, state);
    boolean partial = used > 0 && used < capacity && state != CURRENT && state != EVACUATING;
    Invariant.SLAB_LISTED.require(
        listed.get(page) == partial
            && partial == (state < LEVELS)
            && (!partial || state == used * LEVELS / capacity),
        "page",
        page,
        state);
    auditSlots(page, granules, used);
  }

  private void auditSlots(int page, int granules, int used) {
    long descriptor = geometry.descriptorOf(page);
    int fresh = Memory.getChar(descriptor + FRESH);
    int first = page * geometry.pageGranules();
    int end = first + geometry.pageGranules();
    int count = 0;
    for (int slot = slots.nextSetBit(first);
        slot >= 0 && slot < end;
        slot = slots.nextSetBit(slot + 1)) {
      Invariant.SLOT_START.require((slot - first) % granules == 0, "page", page, slot - first);
      Invariant.SLOTS_FILL.require(slot - first < fresh, "page", page, slot - first);
      count++;
    }
    Invariant.SLOTS_FILL.require(count == used, "page", page, used);
    for (int link = Memory.getChar(descriptor + FREE); link != 0; ) {
      int offset = link - 1;
      Invariant.SLOTS_FILL.require(
          offset < fresh && offset % granules == 0 && !slots.get(first + offset),
          "page",
          page,
          offset);
      slots.set(first + offset);
      count++;
      link = Memory.getChar(geometry.address(geometry.pageGranule(page) + offset));
    }
    Invariant.SLOTS_FILL.require(
        count * granules == fresh && fresh <= geometry.pageGranules(), "page", page, count);
  }
}
