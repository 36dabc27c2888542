package org.heaplab.allocators.handle.audit;

import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;
import org.heaplab.allocators.handle.slabs.FreePages;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.ExtraLocks;
import org.heaplab.allocators.handle.table.HandleTable;

/// Checks the raw structures of a heap, between two calls. It throws
/// [org.heaplab.allocators.verify.BrokenHeapException] at the first [Invariant] that does not hold.
/// What the heap shows to its clients is checked by the [org.heaplab.allocators.verify.Verifier],
/// which calls this audit too.
///
/// ```text
///   Backing ─▶ PageSet ─▶ HandleTable ─▶ ExtraLocks ─▶ SlabPages ─▶ Extents ─▶ Magazines
///                             └── which slots and extents have an entry ──▲
/// ```
///
/// A structure is trusted only after it was checked. No link is followed before it was seen to lead
/// to something of its structure. So a broken heap can neither hang the audit nor end the process.
///
/// Takes time in proportion to the heap, and a bit of Java memory for each granule of the slabs.
public final class HeapAudit {
  private final Backing backing;
  private final PageSetBitmaps bitmaps;
  private final HandleTable table;
  private final ExtraLocks extraLocks;
  private final SlabPages slabs;
  private final Extents extents;
  private final Magazines magazines;

  public HeapAudit(
      Backing backing,
      PageSetBitmaps bitmaps,
      HandleTable table,
      ExtraLocks extraLocks,
      SlabPages slabs,
      Extents extents,
      Magazines magazines) {
    this.backing = backing;
    this.bitmaps = bitmaps;
    this.table = table;
    this.extraLocks = extraLocks;
    this.slabs = slabs;
    this.extents = extents;
    this.magazines = magazines;
  }

  public void run() {
    pagesAreCounted();
    FreePages pages = slabs.freePages();
    var sets = List.of(table.partial(), table.released(), pages.retained(), pages.released());
    new PageSetAudit(bitmaps, sets).run();
    var entries = new TableAudit(backing, table);
    entries.run();
    locksAreCounted();
    new SlabAudit(backing, slabs, entries.slots()).run();
    new ExtentAudit(backing, table, extents, entries.extents()).run();
    new MagazineAudit(table, slabs, extents, magazines, entries.kept()).run();
  }

  private void pagesAreCounted() {
    long stray = backing.findStray();
    Invariant.NO_STRAY_PAGES.require(stray < 0, "pages from offset", stray, 1);
    long footprint = backing.footprintBytes();
    long sum = backing.committedBytes(backing.base(), backing.bytes()) + backing.bitmapBytes();
    Invariant.FOOTPRINT.require(
        footprint == sum && sum <= backing.limitBytes(), "footprint", footprint, sum);
  }

  private void locksAreCounted() {
    for (int pair = 0; pair < extraLocks.blocks(); pair++) {
      long index = extraLocks.indexOf(pair);
      Invariant.EXTRA_LOCKS_ENTRY_FULL.require(
          table.wasUsed(index)
              && EntryLayout.isUsed(table.tag(index))
              && (table.tag(index) & EntryLayout.LOCKS_MASK) == EntryLayout.MANY_LOCKS,
          "pair",
          pair,
          index);
      int count = extraLocks.count(index);
      Invariant.EXTRA_LOCKS_COUNT.require(
          count >= 1 && count <= ExtraLocks.MOST, "pair", pair, count);
      for (int other = 0; other < pair; other++) {
        Invariant.EXTRA_LOCKS_ONCE.require(index != extraLocks.indexOf(other), "pair", pair, index);
      }
    }
  }
}
