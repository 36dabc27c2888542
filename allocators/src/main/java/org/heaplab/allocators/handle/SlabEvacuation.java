package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Memory;

/// Empties the emptiest slab pages of each class into the holes of its others. A slot does not know
/// its owner, so the owners are found the other way round: one scan of the handle table, in steps,
/// serves all victims of all classes.
///
/// A class can spare a page for each page's worth of free slots that its partial pages have
/// together. While the scan is under way nothing is allocated in a victim, so when it ends, every
/// victim is empty but for blocks that were locked as the scan came by; such a page is taken back
/// into service and passed over for a while.
final class SlabEvacuation {
  /// Passes after which pages that a lock kept from being emptied are tried again.
  private static final int PASSES_PER_RETRY = 8;

  /// Entries lie side by side, so going over them takes no more than one look elsewhere.
  private static final int ENTRIES_PER_LOOK = 8;

  private final HandleTable table;
  private final SlabPages slabs;
  private final Budget budget;
  private long index;
  private boolean active;
  private int passes;

  SlabEvacuation(HandleTable table, SlabPages slabs, Budget budget) {
    this.table = table;
    this.slabs = slabs;
    this.budget = budget;
  }

  boolean isActive() {
    return active;
  }

  /// Chooses the victims and starts the scan.
  ///
  /// @param fullestLevel pages above this level of occupancy are left alone
  /// @param enoughBytes the least that must be gained
  /// @return whether there is that much to gain
  boolean begin(int fullestLevel, long enoughBytes) {
    if (slabs.pages() == 0) return false;
    boolean retry = ++passes % PASSES_PER_RETRY == 0 || fullestLevel == SlabLayout.LEVELS - 1;
    int gain = 0;
    for (int granules = 1; granules <= SlabPages.MAX_GRANULES; granules++) {
      gain += spare(granules, fullestLevel, retry, false);
    }
    if (gain == 0 || slabs.geometry().bytes(gain) < enoughBytes) {
      return false;
    }
    for (int granules = 1; granules <= SlabPages.MAX_GRANULES; granules++) {
      spare(granules, fullestLevel, retry, true);
    }
    index = 0;
    active = true;
    return true;
  }

  /// @return how many pages the class can spare, condemned if so asked
  private int spare(int granules, int fullestLevel, boolean retry, boolean condemn) {
    int capacity = slabs.geometry().capacity(granules);
    SlabLists lists = slabs.lists();
    int free = 0;
    for (int level = 0; level < SlabLayout.LEVELS; level++) {
      for (int link = lists.first(granules, level); link != 0; link = lists.next(link)) {
        budget.look(1);
        free += capacity - slabs.used(link - 1);
      }
    }
    int spare = 0;
    for (int level = 0; level <= fullestLevel && free >= capacity; level++) {
      for (int link = lists.first(granules, level); link != 0 && free >= capacity; ) {
        int page = link - 1;
        link = lists.next(link);
        if (!retry && slabs.isPinned(page)) continue;
        free -= capacity;
        spare++;
        if (condemn) slabs.condemn(page);
      }
    }
    return spare;
  }

  /// Goes on with the scan as far as the budget goes.
  void step() {
    long end = table.end();
    while (budget.isOpen() && slabs.victims() > 0) {
      index = table.skipUnused(index);
      if (index >= end) break;
      long lookStep = (long) ENTRIES_PER_LOOK * table.step();
      long pageEnd = Math.min(table.pageEnd(index), index + budget.leftLooks() * lookStep);
      budget.look((pageEnd - index + lookStep - 1) / lookStep);
      for (; index < pageEnd; index += table.step()) {
        long granule = table.granule(index);
        if (EntryLayout.isBlock(granule) && !evacuate(index, granule)) return;
      }
    }
    if (index >= end || slabs.victims() == 0) finish();
  }

  /// @return false when the budget is spent, and then the entry is to be looked at again
  private boolean evacuate(long index, long granule) {
    if (!SlabPages.contains(granule)
        || !slabs.isVictim(granule)
        || EntryLayout.isLocked(table.tag(index))) {
      return true;
    }
    int granules = slabs.granulesAt(granule);
    long bytes = (long) granules << LOG_GRANULE_BYTES;
    if (!budget.spend(bytes)) return false;
    long target = slabs.mallocWithin(granules);
    if (target == 0) return true;
    SlabGeometry geometry = slabs.geometry();
    if (slabs.isAligned(geometry.pageOf(granule))) slabs.align(target);
    Memory.copy(geometry.address(granule), geometry.address(target), bytes);
    table.move(index, target);
    slabs.free(granule);
    return true;
  }

  /// What was not emptied by now goes back into service.
  private void finish() {
    active = false;
    slabs.pardonAll();
  }
}
