package org.heaplab.allocators.handle.blocks;

import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.slabs.SlabPages;

/// The sizes above the small ones whose blocks live in slab pages too, because there are many of
/// them. A slot saves the header of an extent. But a size with few blocks must not hold a page, and
/// slots must not leave more of a page unused than their headers would take.
final class PopularSizes {
  private final SlabPages slabs;
  private final Extents extents;
  private final int pages;
  private final long quantum;

  /// @param pages so many pages full of blocks of a size make it popular; 0 for never
  PopularSizes(SlabPages slabs, Extents extents, int pages) {
    this.slabs = slabs;
    this.extents = extents;
    this.pages = pages;
    this.quantum = extents.grid().quantum();
  }

  /// Whether a block of this size may have a slot.
  boolean contains(long granules) {
    return isEligible(granules) && (slabs.pagesOf((int) granules) > 0 || isPopular((int) granules));
  }

  /// @return a slot, or 0 if the size is not popular or there is no room
  long malloc(long granules) {
    if (!isEligible(granules)) return 0;
    int slot = (int) granules;
    long own = slabs.pagesOf(slot) > 0 ? slabs.mallocInOwnPages(slot) : 0;
    return own == 0 && isPopular(slot) ? slabs.malloc(slot) : own;
  }

  private boolean isEligible(long granules) {
    if (pages == 0 || granules > SlabPages.MAX_GRANULES || (granules & quantum - 1) != 0)
      return false;
    long capacity = slabs.geometry().capacity((int) granules);
    long unused = slabs.geometry().pageGranules() - capacity * granules;
    return unused < capacity * ExtentLayout.HEADER_GRANULES;
  }

  private boolean isPopular(int granules) {
    int lacking = (pages - slabs.pagesOf(granules)) * slabs.geometry().capacity(granules);
    return extents.population(extents.grid().granulesFor(granules)) >= lacking;
  }
}
