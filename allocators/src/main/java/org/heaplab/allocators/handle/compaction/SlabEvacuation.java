package org.heaplab.allocators.handle.compaction;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.slabs.SlabLayout;
import org.heaplab.allocators.handle.slabs.SlabLists;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// Empties the emptiest slab pages of each class into the holes of its others. A slot does not know
/// its owner, so the owners are found the other way round: one scan of the handle table, in steps,
/// serves all evacuating of all classes.
///
/// A class can spare a page for each page's worth of free slots that its partial pages have
/// together. First the evacuating are chosen, class by class, then comes the scan, both in steps.
/// Nothing is allocated in a victim, so when the scan ends, every victim is empty but for blocks
/// that were locked as it came by; such a page is taken back into service and passed over for a
/// while.
final class SlabEvacuation {
  /// Passes after which pages that a lock kept from being emptied are tried again.
  private static final int PASSES_PER_RETRY = 8;

  /// Entries lie side by side, so going over them takes no more than one look elsewhere.
  private static final int ENTRIES_PER_VISIT = 8;

  private final HandleTable table;
  private final SlabPages slabs;
  private final SlabLists lists;
  private final SlabGeometry geometry;
  private final WorkBudget budget;
  private boolean active;
  private int passes;
  private int fullestLevel;

  /// Whether pages are tried that a lock kept from being emptied.
  private boolean retries;

  /// The class whose evacuating are being chosen, or one past the last when the scan is under way.
  private int granules;

  /// The page that comes next on the list of this level, as page number plus 1, or 0.
  private int next;

  private int level;

  /// Slots that the class has free for blocks of further evacuating.
  private int free;

  private int chosen;
  private int emptied;

  /// Where the scan is.
  private long index;

  SlabEvacuation(HandleTable table, SlabPages slabs, WorkBudget budget) {
    this.table = table;
    this.slabs = slabs;
    this.lists = slabs.lists();
    this.geometry = slabs.geometry();
    this.budget = budget;
  }

  boolean isActive() {
    return active;
  }

  /// Starts a pass.
  ///
  /// @param fullestLevel pages above this level of occupancy are left alone
  /// @param enoughBytes the least that must be gained
  /// @return whether there seems to be that much to gain
  boolean begin(int fullestLevel, long enoughBytes) {
    if (slabs.pages() == 0) return false;
    int gain = 0;
    for (int g = 1; g <= SlabPages.MAX_GRANULES; g++) {
      gain += lists.freeSlots(g) / geometry.capacity(g);
    }
    if (gain == 0 || geometry.bytes(gain) < enoughBytes) return false;
    start(fullestLevel, ++passes % PASSES_PER_RETRY == 0);
    return true;
  }

  /// Starts a pass that leaves nothing alone, whatever there is to gain.
  void beginThorough() {
    if (slabs.pages() > 0) start(SlabLayout.LEVELS - 1, true);
  }

  private void start(int fullestLevel, boolean retries) {
    this.fullestLevel = fullestLevel;
    this.retries = retries;
    active = true;
    chosen = 0;
    choose(1);
  }

  /// Pages that the last pass emptied.
  int emptied() {
    return emptied;
  }

  /// Goes on with the pass as far as the budget goes.
  void step() {
    while (granules <= SlabPages.MAX_GRANULES && budget.isOpen() && slabs.pages() > 0) chooseOne();
    if (granules > SlabPages.MAX_GRANULES || slabs.pages() == 0) scan();
  }

  /// Makes a class the one whose evacuating are chosen.
  private void choose(int granules) {
    this.granules = granules;
    if (granules > SlabPages.MAX_GRANULES) {
      index = 0;
      return;
    }
    free = lists.freeSlots(granules);
    level = 0;
    next = lists.first(granules, 0);
  }

  /// Looks at the next page, or goes on to the next level or class.
  private void chooseOne() {
    int capacity = geometry.capacity(granules);
    if (free < capacity || level > fullestLevel) {
      choose(granules + 1);
    } else if (next == 0) {
      if (++level <= fullestLevel) next = lists.first(granules, level);
    } else if (!lists.holds(granules, level, next)) {
      next = lists.first(granules, level);
    } else {
      int page = next - 1;
      next = lists.next(next);
      budget.visit(1);
      if (!retries && slabs.isPinned(page)) return;
      free -= capacity;
      chosen++;
      slabs.startEvacuation(page);
    }
  }

  private void scan() {
    long end = table.end();
    while (budget.isOpen() && slabs.evacuating() > 0) {
      index = table.skipUnused(index);
      if (index >= end) break;
      long visitStep = (long) ENTRIES_PER_VISIT * table.step();
      long pageEnd = Math.min(table.pageEnd(index), index + budget.leftVisits() * visitStep);
      budget.visit((pageEnd - index + visitStep - 1) / visitStep);
      for (; index < pageEnd; index += table.step()) {
        long granule = table.granule(index);
        if (EntryLayout.isBlock(granule) && !evacuate(index, granule)) return;
      }
    }
    if (index >= end || slabs.evacuating() == 0) finish();
  }

  /// @return false when the budget is spent, and then the entry is to be looked at again
  private boolean evacuate(long index, long granule) {
    if (!SlabPages.contains(granule)
        || !slabs.isEvacuating(granule)
        || EntryLayout.isLocked(table.tag(index))) {
      return true;
    }
    int granules = slabs.granulesAt(granule);
    long bytes = (long) granules << LOG_GRANULE_BYTES;
    if (!budget.spend(bytes)) return false;
    long target = slabs.mallocInOwnPages(granules);
    if (target == 0) return true;
    if (slabs.isAligned(geometry.pageOf(granule))) slabs.align(target);
    Memory.copy(geometry.address(granule), geometry.address(target), bytes);
    table.move(index, target);
    slabs.free(granule);
    return true;
  }

  /// What was not emptied by now goes back into service.
  private void finish() {
    active = false;
    emptied = chosen - slabs.evacuating();
    slabs.endEvacuations();
  }
}
