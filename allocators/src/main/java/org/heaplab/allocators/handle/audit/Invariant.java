package org.heaplab.allocators.handle.audit;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.extents.ExtentBins;
import org.heaplab.allocators.handle.extents.ExtentPopulation;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.extents.SparseRegions;
import org.heaplab.allocators.handle.pages.PageSet;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;
import org.heaplab.allocators.handle.slabs.FreePages;
import org.heaplab.allocators.handle.slabs.SlabLists;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.ExtraLocks;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.PackedEntries;
import org.heaplab.allocators.verify.BrokenHeapException;

/// What holds of each structure between two calls. This is the one list of the heap's invariants;
/// [HeapAudit] checks each of them, and a test breaks each of them.
public enum Invariant {
  NO_STRAY_PAGES(
      Backing.class,
      "no page is resident but those whose bit is set and the bitmap pages with a bit set"),
  FOOTPRINT(
      Backing.class,
      "footprint = page size × (pages whose bit is set + bitmap pages with a bit set) ≤ limit"),

  SET_SIZE(PageSet.class, "a set's size is the number of its bits that are set"),
  SET_FLOOR(PageSet.class, "no number below the floor is in the set"),
  SETS_COMMITTED(PageSetBitmaps.class, "the bitmaps are committed only while a set has a member"),

  ENTRY_PAGE_COMMITTED(
      HandleTable.class,
      "a page is committed exactly when it has a used entry and is not packed, or is current"),
  ENTRY_PAGE_PARTIAL(
      HandleTable.class,
      "the partial set has the pages that are committed, not current and have an entry to "
          + "give, and no others; one may be missing if the limit left no room to note it"),
  ENTRY_PAGE_RELEASED(
      HandleTable.class,
      "a page in the released set was used, is not committed and has epochs left"),
  ENTRY_HAS_BLOCK(HandleTable.class, "an entry in use holds the address of a block"),
  ENTRY_LOCKS(HandleTable.class, "only an entry in use has locks"),
  ENTRIES_USED(
      HandleTable.class,
      "a page's used count is the number of its entries that hold the address of a block"),
  ENTRIES_FREE(
      HandleTable.class,
      "an entry without a block is on its page's free list, once; if its generations have "
          + "run out, it is on none"),
  TABLE_USED(HandleTable.class, "the table's used count is the sum over its pages"),

  LOG_COMMITTED(
      PackedEntries.class,
      "the pages from the oldest pack to the end of the log are committed, and no others"),
  PACK_NAMED(
      PackedEntries.class,
      "the descriptor of a packed page names a pack in the log that has its number"),
  PACK_BITS(
      PackedEntries.class,
      "a pack has as many bits set as entries, no fewer than its page has in use"),
  PACK_COUNTS(
      PackedEntries.class,
      "the counts of packs and of their entries in use are the sums over the packed pages"),

  EXTRA_LOCKS_ENTRY_FULL(
      ExtraLocks.class, "a pair is for a block in use whose entry has all its lock bits set"),
  EXTRA_LOCKS_COUNT(ExtraLocks.class, "a pair's count is from 1 to the most that it can count"),
  EXTRA_LOCKS_ONCE(ExtraLocks.class, "no two pairs are for one block"),

  FREE_PAGE_COMMITTED(
      FreePages.class,
      "a page that holds slots or is retained is committed, and a released one is not"),
  FREE_PAGE_NOTED(
      FreePages.class,
      "a page below the frontier holds slots, is retained or is released, and only one of "
          + "these; it may be none if the limit left no room to note it"),

  SLAB_CURRENT(SlabLists.class, "a page is current exactly when its class allocates from it"),
  SLAB_LINKS(
      SlabLists.class,
      "the pages on a list are of its class and level, and linked in both directions"),
  SLAB_LEAST_FREE(
      SlabLists.class,
      "a class's least count of free slots is the sum of what its listed pages have free "
          + "at least"),

  SLOT_ONCE(SlabPages.class, "no two entries hold the address of one slot"),
  SLOT_START(SlabPages.class, "an entry's address below the extents is the start of a slot"),
  SLOTS_FILL(
      SlabPages.class, "a page's used slots, free list and fresh slots are disjoint and fill it"),
  SLAB_LISTED(
      SlabPages.class,
      "a page is on the list of its level exactly when it is partial, not current and not "
          + "being evacuated"),
  SLAB_EMPTY(SlabPages.class, "a page without used slots is current, or is no slab page any more"),
  SLAB_COUNTS(
      SlabPages.class,
      "the counts of pages, of those of a class, of those being evacuated and of used granules "
          + "are the sums over the pages"),

  EXTENTS_TILE(
      Extents.class,
      "extents of sizes that the grid allows fill the area from the first to top, without gap or "
          + "overlap"),
  EXTENTS_COALESCED(Extents.class, "no two free extents touch, and the last extent is used"),
  EXTENT_TAGS(
      Extents.class,
      "an extent's P bit tells whether the one before it is used, and a free extent ends "
          + "with its size"),
  EXTENT_BINNED(Extents.class, "an extent is in the bin of its size exactly when it is free"),
  EXTENTS_USED(Extents.class, "the count of used granules is the sum over the used extents"),
  EXTENT_POPULATION(
      ExtentPopulation.class, "the count of a size is the number of used extents that have it"),
  EXTENT_OWNER(
      Extents.class,
      "a used extent's header has the index of the entry that holds its payload's address, "
          + "and no other entry's address is in the area"),
  EXTENT_COMMITTED(
      Extents.class,
      "a used extent is committed whole, or at its ends if its client does not touch all "
          + "of it; a clean one has no committed page between its ends"),
  EXTENTS_TOP(Extents.class, "no page above the high-water mark is committed"),

  REGION_FREE(
      SparseRegions.class,
      "a region's count is that of the free extents that begin in it, and as many regions are "
          + "sparse as are counted"),
  REGION_ANCHOR(SparseRegions.class, "an anchor is a free extent"),

  BIN_BIT(ExtentBins.class, "a bin's bit is set exactly when an extent is in the bin"),
  BIN_LINKS(
      ExtentBins.class,
      "the extents of a bin are free, of its sizes, and linked in both directions"),
  BINS_SMALL(
      ExtentBins.class,
      "the count of small free granules is the sum over the small extents in the bins"),

  KEPT_BLOCK(
      Magazines.class,
      "a kept entry's generation is even, and its block is at least as large as its class "
          + "says"),
  KEPT_HANDLE(
      Magazines.class,
      "first and next are 0, or handles with the generation after the kept entry's"),
  KEPT_ROOM(Magazines.class, "a class keeps at most its capacity, and its room is the rest of it"),
  KEPT_ONCE(
      Magazines.class,
      "an entry that holds the address of a block and is not in use is kept, once"),
  KEPT_COUNT(Magazines.class, "the count of kept granules is the sum over what is kept");

  private final Class<?> structure;
  private final String words;

  Invariant(Class<?> structure, String words) {
    this.structure = structure;
    this.words = words;
  }

  public String words() {
    return words;
  }

  /// @param what kind of thing was checked
  /// @param number which of them
  /// @param found the value that breaks the rule
  /// @throws BrokenHeapException unless the invariant holds there
  void require(boolean holds, String what, long number, long found) {
    if (holds) return;
    throw new BrokenHeapException(
        "%s (%s): %s %d, found %d (0x%x)"
            .formatted(words, structure.getSimpleName(), what, number, found, found));
  }
}
