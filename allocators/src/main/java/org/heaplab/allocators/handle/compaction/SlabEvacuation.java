package org.heaplab.allocators.handle.compaction;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.slabs.SlabLayout;
import org.heaplab.allocators.handle.slabs.SlabLists;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.UsedEntries;

/// Moves the blocks of the emptiest slab pages of each class into the holes of its other pages. A
/// slot does not know its owner. So one scan of the handle table, in steps, finds the owners of all
/// blocks in all these pages.
///
/// A class can spare one page for each page full of free slots that its partial pages have
/// together. First the pages to be evacuated are chosen, class by class. Then comes the scan.
/// Nothing is allocated in a page that is being evacuated. So after the scan it is empty, except
/// for blocks that were locked. A page with such a block is used again, and skipped in the next few
/// passes.
final class SlabEvacuation {
  /// One pass of so many also tries pages that a lock has kept from being emptied.
  private static final int PASSES_PER_RETRY = 8;

  /// Entries lie side by side, so visiting this many takes as long as one visit elsewhere.
  private static final int ENTRIES_PER_VISIT = 8;

  private final HandleTable table;
  private final UsedEntries entries;
  private final SlabPages slabs;
  private final SlabLists lists;
  private final SlabGeometry geometry;
  private final WorkBudget budget;

  /// Pages of this pass. Most entries are of other pages.
  private final PageFilter evacuated;

  private boolean active;
  private int passes;
  private int fullestLevel;

  /// Whether this pass also tries pages that a lock has kept from being emptied.
  private boolean retries;

  /// The class whose pages are being chosen, or one past the last class during the scan.
  private int granules;

  /// The next page on the list of the level, as page number plus 1, or 0.
  private int next;

  private int level;

  /// Free slots that the class has left for the blocks of further pages.
  private int free;

  private int chosen;
  private int emptied;

  /// The page of entries that the scan has reached, and how many of them it has visited.
  private long page;

  private int visited;

  SlabEvacuation(HandleTable table, SlabPages slabs, WorkBudget budget) {
    this.table = table;
    this.entries = new UsedEntries(table);
    this.slabs = slabs;
    this.lists = slabs.lists();
    this.geometry = slabs.geometry();
    this.budget = budget;
    this.evacuated = new PageFilter(geometry);
  }

  boolean isActive() {
    return active;
  }

  /// Starts a pass.
  ///
  /// @param fullestLevel pages above this level of occupancy are left alone
  /// @param enoughBytes the least that the pass must gain
  /// @return whether it can gain that much
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

  /// Starts a pass over all pages, however little it can gain.
  void beginThorough() {
    if (slabs.pages() > 0) start(SlabLayout.LEVELS - 1, true);
  }

  private void start(int fullestLevel, boolean retries) {
    this.fullestLevel = fullestLevel;
    this.retries = retries;
    active = true;
    chosen = 0;
    evacuated.clear();
    choose(1);
  }

  /// Pages that the last pass emptied.
  int emptied() {
    return emptied;
  }

  /// Continues the pass as far as the budget allows.
  void step() {
    while (granules <= SlabPages.MAX_GRANULES && budget.isOpen() && slabs.pages() > 0) chooseOne();
    if (granules > SlabPages.MAX_GRANULES || slabs.pages() == 0) scan();
  }

  /// Begins to choose pages of a class.
  private void choose(int granules) {
    this.granules = granules;
    if (granules > SlabPages.MAX_GRANULES) {
      page = 0;
      visited = 0;
      return;
    }
    free = lists.freeSlots(granules);
    level = 0;
    next = lists.first(granules, 0);
  }

  /// Visits the next page, or goes on to the next level or class.
  private void chooseOne() {
    int capacity = geometry.capacity(granules);
    if (free < capacity || level > fullestLevel) {
      choose(granules + 1);
    } else if (next == 0) {
      if (++level <= fullestLevel) next = lists.first(granules, level);
    } else if (!lists.holds(granules, level, next)) {
      next = lists.first(granules, level);
    } else {
      int sparse = next - 1;
      next = lists.next(next);
      budget.visit(1);
      if (!retries && slabs.isPinned(sparse)) return;
      free -= capacity;
      chosen++;
      slabs.startEvacuation(sparse);
      evacuated.add(sparse);
    }
  }

  private void scan() {
    while (budget.isOpen() && slabs.evacuating() > 0 && page < table.pages()) {
      int count = entries.countOf(page);
      if (visited >= count) {
        page++;
        visited = 0;
        continue;
      }
      int end = (int) Math.min(count, visited + budget.leftVisits() * ENTRIES_PER_VISIT);
      budget.visit((end - visited + ENTRIES_PER_VISIT - 1) / ENTRIES_PER_VISIT);
      if (!visit(entries.firstOf(page), end)) return;
    }
    if (page >= table.pages() || slabs.evacuating() == 0) finish();
  }

  /// Visits entries of a page up to the end.
  ///
  /// @param first absolute address of the first entry of the page
  /// @return false when the budget is spent; the entry must be visited again then
  private boolean visit(long first, int end) {
    int bytes = table.entryBytes();
    long stop = first + (long) end * bytes;
    long at = first + (long) visited * bytes;
    while ((at = evacuated.find(at, stop, bytes)) < stop) {
      if (!evacuate(at, EntryLayout.granuleAt(at))) {
        visited = (int) ((at - first) / bytes);
        return false;
      }
      at += bytes;
    }
    visited = end;
    return true;
  }

  /// Moves an entry's block if its page is being evacuated and it is not locked.
  ///
  /// @param at the absolute address of the entry
  /// @return false when the budget is spent
  private boolean evacuate(long at, long granule) {
    if (!EntryLayout.isBlock(granule)
        || !SlabPages.contains(granule)
        || !slabs.isEvacuating(granule)
        || EntryLayout.isLocked(Memory.getChar(at + EntryLayout.TAG))) {
      return true;
    }
    int granules = slabs.granulesAt(granule);
    long bytes = (long) granules << LOG_GRANULE_BYTES;
    if (!budget.spend(bytes)) return false;
    long target = slabs.mallocInOwnPages(granules);
    if (target == 0) return true;
    if (slabs.isAligned(geometry.pageOf(granule))) slabs.align(target);
    Memory.copy(geometry.address(granule), geometry.address(target), bytes);
    EntryLayout.move(at, target);
    slabs.free(granule);
    return true;
  }

  /// Ends the pass. Pages that are not empty are used again.
  private void finish() {
    active = false;
    emptied = chosen - slabs.evacuating();
    slabs.endEvacuations();
  }
}
