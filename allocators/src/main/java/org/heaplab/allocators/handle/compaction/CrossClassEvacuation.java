package org.heaplab.allocators.handle.compaction;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.extents.ExtentBins;
import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.slabs.SlabLayout;
import org.heaplab.allocators.handle.slabs.SlabLists;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.UsedEntries;

/// Empties slab pages that hold little, after [SlabEvacuation] has done what it can. That leaves
/// each class with up to one such page, and a heap at its limit has no room for so many. Here their
/// blocks become extents, so a page is gained for the price of some headers.
///
/// A block with an alignment needs its slot, and a page with a locked block would not be gained.
/// Such pages are left as they are.
///
/// Takes two or four scans of the handle table. It is done only before a request is refused,
/// because the headers stay until the blocks are freed.
final class CrossClassEvacuation {
  /// A page is emptied only if its blocks, as extents, take no more than this share of it.
  private static final double MOST_OF_PAGE = 0.75;

  private final HandleTable table;
  private final UsedEntries entries;
  private final SlabPages slabs;
  private final Extents extents;
  private final WorkBudget budget;
  private long gain;

  /// What is done with a block, given the index of its entry and its address in granules.
  private interface BlockAction {
    void at(long index, long granule);
  }

  CrossClassEvacuation(HandleTable table, SlabPages slabs, Extents extents, WorkBudget budget) {
    this.table = table;
    this.entries = new UsedEntries(table);
    this.slabs = slabs;
    this.extents = extents;
    this.budget = budget;
  }

  /// Moves the blocks to extents. If there is no room for even one more extent, every second sparse
  /// page is kept, and the blocks of the others move to larger slots.
  void run() {
    slabs.closeCurrents();
    int before = slabs.pages();
    evacuate(1, leastGain());
    if (slabs.pages() == before) evacuate(2, 1);
  }

  /// @param stride one of so many sparse pages is emptied
  /// @param leastGain bytes that must be gained
  private void evacuate(int stride, long leastGain) {
    if (slabs.pages() == 0 || gainOfSparse(stride, false) < leastGain) return;
    gain = gainOfSparse(stride, true);
    eachBlock(this::keepIfLocked);
    BlockAction move = stride == 1 ? this::moveToExtent : this::moveToLargerSlot;
    if (gain >= leastGain) eachBlock(move);
    slabs.endEvacuations();
  }

  private void eachBlock(BlockAction action) {
    entries.eachBlock(
        (index, at) -> {
          long granule = EntryLayout.granuleAt(at);
          if (SlabPages.contains(granule) && slabs.isEvacuating(granule)) action.at(index, granule);
        });
  }

  private void keepIfLocked(long index, long granule) {
    if (!EntryLayout.isLocked(table.tag(index))) return;
    int page = slabs.geometry().pageOf(granule);
    gain -= gainOf(page, slabs.granulesAt(granule));
    slabs.endEvacuation(page);
  }

  /// The bytes that must become free to gain a page: less than a page if the last page of the
  /// extents has room, and more if the heads of the bins must be committed.
  private long leastGain() {
    long page = slabs.geometry().pageBytes();
    if (!extents.free().headsCommitted()) return page + 2 * ExtentBins.HEADS_BYTES;
    return page - (-ExtentLayout.bytes(extents.top()) & (Backing.PAGE_BYTES - 1));
  }

  /// Sums what emptying the sparse pages would gain.
  ///
  /// @param start whether their evacuation starts now
  /// @return bytes
  private long gainOfSparse(int stride, boolean start) {
    long least = (long) ((1 - MOST_OF_PAGE) * slabs.geometry().pageBytes());
    SlabLists lists = slabs.lists();
    int count = 0;
    long sum = 0;
    for (int granules = 1; granules <= SlabPages.MAX_GRANULES; granules++) {
      for (int level = 0; level < SlabLayout.LEVELS; level++) {
        for (int link = lists.first(granules, level); link != 0; ) {
          int page = link - 1;
          link = lists.next(link);
          long gainOfPage = gainOf(page, granules);
          if (gainOfPage < least || slabs.isAligned(page) || count++ % stride != 0) continue;
          sum += gainOfPage;
          if (start) slabs.startEvacuation(page);
        }
      }
    }
    return sum;
  }

  /// The bytes of a page, less those that its blocks would take as extents.
  private long gainOf(int page, int granules) {
    long asExtents = slabs.used(page) * extents.grid().granulesFor(granules);
    return slabs.geometry().pageBytes() - ExtentLayout.bytes(asExtents);
  }

  private void moveToExtent(long index, long granule) {
    int granules = slabs.granulesAt(granule);
    long target = extents.malloc(granules);
    if (target == 0) {
      slabs.purge();
      target = extents.malloc(granules);
    }
    if (target != 0) move(index, granule, target);
  }

  private void moveToLargerSlot(long index, long granule) {
    for (int slot = slabs.granulesAt(granule) + 1; slot <= SlabPages.MAX_GRANULES; slot++) {
      long target = slabs.mallocInOwnPages(slot);
      if (target == 0) continue;
      move(index, granule, target);
      return;
    }
  }

  private void move(long index, long granule, long target) {
    int granules = slabs.granulesAt(granule);
    long bytes = (long) granules << LOG_GRANULE_BYTES;
    budget.spend(bytes);
    SlabGeometry geometry = slabs.geometry();
    Memory.copy(geometry.address(granule), geometry.address(target), bytes);
    if (!SlabPages.contains(target)) extents.setOwner(target, index);
    table.move(index, target);
    slabs.free(granule);
  }
}
