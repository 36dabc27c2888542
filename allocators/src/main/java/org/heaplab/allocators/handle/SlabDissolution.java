package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Empties slab pages that hold little, where [SlabEvacuation] can do no more: each class may be
/// left with one such page, and a heap at its limit cannot afford one for every class. Their blocks
/// move among the extents, so that a page is gained for the price of some headers.
///
/// What was asked for with an alignment is at home in its slots, and is left there.
///
/// Costs one scan of the handle table or two. Done only before a request is refused, for the
/// headers stay until the blocks are freed.
final class SlabDissolution {
  /// A page is worth emptying when its blocks take no more than so much of it as extents.
  private static final double MOST_OF_PAGE = 0.75;

  private final HandleTable table;
  private final SlabPages slabs;
  private final Extents extents;
  private final Budget budget;

  SlabDissolution(HandleTable table, SlabPages slabs, Extents extents, Budget budget) {
    this.table = table;
    this.slabs = slabs;
    this.extents = extents;
    this.budget = budget;
  }

  /// Where there is no room for even one more extent, every second page is kept, and the blocks of
  /// the others go to its larger slots.
  void run() {
    int before = slabs.pages();
    dissolve(1);
    if (slabs.pages() == before) dissolve(2);
  }

  /// @param stride of so many sparse pages one is emptied
  private void dissolve(int stride) {
    if (slabs.pages() == 0 || sparse(stride, false) < leastGain()) return;
    sparse(stride, true);
    long end = table.end();
    for (long index = table.skipUnused(0);
        index < end && slabs.victims() > 0;
        index = table.skipUnused(index + table.step())) {
      long granule = table.granule(index);
      if (EntryLayout.isBlock(granule)
          && SlabPages.contains(granule)
          && slabs.isVictim(granule)
          && !EntryLayout.isLocked(table.tag(index))) {
        move(index, granule);
      }
    }
    slabs.pardonAll();
  }

  /// A page, but for what is left of the last one of the extents; where there are none yet, they
  /// take lists besides.
  private long leastGain() {
    long page = slabs.geometry().pageBytes();
    if (!extents.free().headsCommitted()) return page + 2 * ExtentBins.HEADS_BYTES;
    return page - (-ExtentLayout.bytes(extents.top()) & (Backing.PAGE_BYTES - 1));
  }

  /// @return bytes that the emptied pages would leave free, which are condemned if so asked
  private long sparse(int stride, boolean condemn) {
    SlabGeometry geometry = slabs.geometry();
    long most = (long) (MOST_OF_PAGE * geometry.pageGranules());
    int sparse = 0;
    long gain = 0;
    for (int granules = 1; granules <= SlabPages.MAX_GRANULES; granules++) {
      for (int level = 0; level < SlabLayout.LEVELS; level++) {
        for (int link = slabs.lists().first(granules, level); link != 0; ) {
          int page = link - 1;
          link = slabs.lists().next(link);
          long extents = slabs.used(page) * ExtentLayout.granulesFor(granules);
          if (extents > most || slabs.isAligned(page) || sparse++ % stride != 0) continue;
          gain += geometry.pageBytes() - ExtentLayout.bytes(extents);
          if (condemn) slabs.condemn(page);
        }
      }
    }
    return gain;
  }

  private void move(long index, long granule) {
    int granules = slabs.granulesAt(granule);
    long target = place(granules);
    if (target == 0) return;
    long bytes = (long) granules << LOG_GRANULE_BYTES;
    budget.spend(bytes);
    SlabGeometry geometry = slabs.geometry();
    Memory.copy(geometry.address(granule), geometry.address(target), bytes);
    if (!SlabPages.contains(target)) extents.setOwner(target, index);
    table.move(index, target);
    slabs.free(granule);
  }

  private long place(int granules) {
    long extent = extents.malloc(granules);
    if (extent != 0) return extent;
    slabs.purge();
    extent = extents.malloc(granules);
    if (extent != 0) return extent;
    for (int slot = granules + 1; slot <= SlabPages.MAX_GRANULES; slot++) {
      long larger = slabs.mallocWithin(slot);
      if (larger != 0) return larger;
    }
    return 0;
  }
}
