package org.heaplab.allocators.handle.slabs;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// The addresses of slab pages, their slots and their descriptors. Pages are numbered from the
/// start of the slabs' area. A slot is named by its address in granules from the heap's base.
public final class SlabGeometry {
  /// The largest slot. With a larger one, the unused end of a page would cost much more than the
  /// headers of extents.
  static final int MAX_GRANULES = 128;

  /// Pages of the smallest size that there are addresses for.
  public static final long MAX_PAGES = HeapAreas.SLABS_BYTES >>> Backing.LOG_PAGE_BYTES;

  private static final long FIRST_GRANULE = HeapAreas.SLABS >>> LOG_GRANULE_BYTES;

  private final long base;
  private final long descriptors;
  private final int logPageBytes;
  private final int logPageGranules;
  private final int[] capacities = new int[MAX_GRANULES + 1];

  /// @param base of the heap
  /// @param descriptors absolute address of the descriptors of all pages
  SlabGeometry(long base, long descriptors, int pageBytes) {
    this.base = base;
    this.descriptors = descriptors;
    this.logPageBytes = Integer.numberOfTrailingZeros(pageBytes);
    this.logPageGranules = logPageBytes - LOG_GRANULE_BYTES;
    for (int granules = 1; granules <= MAX_GRANULES; granules++) {
      capacities[granules] = pageGranules() / granules;
    }
  }

  public long pageBytes() {
    return 1L << logPageBytes;
  }

  public int pageGranules() {
    return 1 << logPageGranules;
  }

  public int logPageGranules() {
    return logPageGranules;
  }

  public long bytes(long pages) {
    return pages << logPageBytes;
  }

  /// Pages that there are addresses for.
  long maxPages() {
    return HeapAreas.SLABS_BYTES >>> logPageBytes;
  }

  /// Slots in a page of a class.
  public int capacity(int granules) {
    return capacities[granules];
  }

  public int pageOf(long granule) {
    return (int) ((granule - FIRST_GRANULE) >>> logPageGranules);
  }

  /// The first slot of a page.
  public long pageGranule(int page) {
    return FIRST_GRANULE + ((long) page << logPageGranules);
  }

  /// The offset of a slot in its page, in granules.
  int inPage(long granule) {
    return (int) (granule - FIRST_GRANULE) & (pageGranules() - 1);
  }

  public long addressOfPage(int page) {
    return address(pageGranule(page));
  }

  public long address(long granule) {
    return base + (granule << LOG_GRANULE_BYTES);
  }

  public long descriptorOf(int page) {
    return descriptors + ((long) page << SlabLayout.LOG_DESCRIPTOR_BYTES);
  }
}
