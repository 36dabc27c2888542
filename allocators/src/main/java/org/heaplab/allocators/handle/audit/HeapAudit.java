package org.heaplab.allocators.handle.audit;

import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.PageSet;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;
import org.heaplab.allocators.handle.slabs.FreePages;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.ExtraLocks;
import org.heaplab.allocators.handle.table.HandleTable;

/// Looks at the raw structures of a heap, between two calls, and throws
/// [org.heaplab.allocators.verify.BrokenHeapException] at the first [Invariant] that does not hold.
/// What the heap shows to its clients is not looked at here: that is the
/// [org.heaplab.allocators.verify.Verifier]'s part, who calls this one too.
///
/// ```text
///   Backing ─▶ PageSet ─▶ HandleTable ─▶ ExtraLocks ─▶ SlabPages ─▶ Extents ─▶ Magazines
///                             └── which slots and extents have an entry ──▲
/// ```
///
/// Each structure is trusted only after those before it held, and no link is followed before it was
/// seen to lead to a place of its structure, so a broken heap neither hangs the audit nor ends the
/// process.
///
/// Costs time in proportion to the heap, and Java memory of a bit for each granule of the slabs.
public final class HeapAudit {
  private final Backing backing;
  private final PageSetBitmaps pageSets;
  private final HandleTable table;
  private final ExtraLocks extraLocks;
  private final SlabPages slabs;
  private final Extents extents;
  private final Magazines magazines;

  public HeapAudit(
      Backing backing,
      PageSetBitmaps pageSets,
      HandleTable table,
      ExtraLocks extraLocks,
      SlabPages slabs,
      Extents extents,
      Magazines magazines) {
    this.backing = backing;
    this.pageSets = pageSets;
    this.table = table;
    this.extraLocks = extraLocks;
    this.slabs = slabs;
    this.extents = extents;
    this.magazines = magazines;
  }

  public void run() {
    pagesAreCounted();
    setsAreCounted();
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

  private void setsAreCounted() {
    FreePages pages = slabs.freePages();
    List<PageSet> sets =
        List.of(table.partial(), table.released(), pages.retained(), pages.released());
    boolean empty = true;
    for (int i = 0; i < sets.size(); i++) {
      PageSet set = sets.get(i);
      long size = 0;
      for (long word = 0; word < set.words(); word++) {
        long bits = set.word(word);
        size += Long.bitCount(bits);
        Invariant.SET_FLOOR.require(bits == 0 || word >= set.floorWord(), "set", i, word);
      }
      Invariant.SET_SIZE.require(size == set.size(), "set", i, size);
      empty = empty && size == 0;
    }
    long committed = pageSets.committedBytes();
    Invariant.SETS_COMMITTED.require(!empty || committed == 0, "sets", sets.size(), committed);
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
