package org.heaplab.allocators.handle.audit;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.table.EntryLayout.LOCKS_MASK;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.EntryPageLayout;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.PackedEntries;

/// Checks every entry of a [HandleTable], and collects the blocks that have one.
final class TableAudit {
  private static final long FIRST_SLOT = HeapAreas.SLABS >>> LOG_GRANULE_BYTES;

  private final Backing backing;
  private final HandleTable table;
  private final BitSet slots = new BitSet();

  /// The packs of the log.
  private final Set<Long> packs = new HashSet<>();

  private long packedPages;
  private long packedEntries;
  private long extents;
  private long kept;

  TableAudit(Backing backing, HandleTable table) {
    this.backing = backing;
    this.table = table;
  }

  /// The addresses that entries hold below the extents, in granules from the first slab page.
  BitSet slots() {
    return slots;
  }

  /// How many entries hold an address among the extents.
  long extents() {
    return extents;
  }

  /// How many entries hold the address of a block and are not in use.
  long kept() {
    return kept;
  }

  void run() {
    auditLog();
    long used = 0;
    for (int page = 0; page < table.pages(); page++) {
      used += auditPage(page);
    }
    Invariant.ENTRY_PAGE_PARTIAL.require(
        PageSetAudit.areBelow(table.pages(), table.partial()),
        "pages from",
        table.pages(),
        table.partial().size());
    Invariant.ENTRY_PAGE_RELEASED.require(
        PageSetAudit.areBelow(table.pages(), table.released()),
        "pages from",
        table.pages(),
        table.released().size());
    Invariant.TABLE_USED.require(used == table.used(), "pages", table.pages(), used);
    Invariant.PACK_COUNTS.require(
        packedPages == table.packed().packs() && packedEntries == table.packed().entries(),
        "packs",
        packedPages,
        packedEntries);
  }

  private long auditPage(int page) {
    long descriptor = table.descriptorOf(page);
    boolean committed = backing.isCommittedAt(table.pageAddress(page));
    int used = EntryPageLayout.used(descriptor);
    int free = EntryPageLayout.free(descriptor);
    int fresh = EntryPageLayout.fresh(descriptor);
    int epoch = EntryPageLayout.epoch(descriptor);
    boolean packed = EntryPageLayout.isPacked(descriptor);
    boolean current = page == table.current();
    Invariant.ENTRY_PAGE_COMMITTED.require(
        committed == ((!packed && used > 0) || current), "page", page, used);
    boolean gives = committed && !current && (free != 0 || fresh < table.entriesEnd());
    boolean noted = table.partial().contains(page);
    Invariant.ENTRY_PAGE_PARTIAL.require(
        gives == noted || (gives && backing.limitBytes() != Long.MAX_VALUE), "page", page, free);
    Invariant.ENTRY_PAGE_RELEASED.require(
        !table.released().contains(page) || (!committed && epoch <= EntryLayout.LAST_EPOCH),
        "page",
        page,
        epoch);
    if (committed) auditEntries(page, used, free, fresh);
    if (packed) auditPacked(page, used, table.packed().packOf(descriptor));
    return used;
  }

  /// Walks the log.
  private void auditLog() {
    PackedEntries log = table.packed();
    long from = HeapAreas.TABLE + (HandleTable.MAX_PAGES << Backing.LOG_PAGE_BYTES);
    long committed = backing.committedBytes(backing.base() + from, HeapAreas.METADATA - from);
    Invariant.LOG_COMMITTED.require(
        committed >= log.bytes() && committed < log.bytes() + 2 * Backing.PAGE_BYTES,
        "bytes",
        log.bytes(),
        committed);
    for (long pack = log.first(); pack != 0; pack = log.next(pack)) packs.add(pack);
  }

  private void auditPacked(int page, int used, long pack) {
    PackedEntries log = table.packed();
    Invariant.PACK_NAMED.require(
        packs.contains(pack) && PackedEntries.pageOf(pack) == page, "page", page, pack);
    int count = PackedEntries.countOf(pack);
    Invariant.PACK_BITS.require(log.bits(pack) == count && count >= used, "page", page, count);
    int blocks = 0;
    long at = log.entriesOf(pack);
    for (int i = 0; i < count; i++, at += table.entryBytes()) {
      if (auditEntry(page, at)) blocks++;
    }
    Invariant.ENTRIES_USED.require(used == blocks, "page", page, blocks);
    packedPages++;
    packedEntries += used;
  }

  /// @return whether an entry holds the address of a block
  private boolean auditEntry(long number, long at) {
    long granule = EntryLayout.granuleAt(at);
    int tag = Memory.getChar(at + EntryLayout.TAG);
    boolean block = EntryLayout.isBlock(granule);
    Invariant.ENTRY_HAS_BLOCK.require(block || !EntryLayout.isUsed(tag), "entry", number, granule);
    Invariant.ENTRY_LOCKS.require(
        EntryLayout.isUsed(tag) || (tag & LOCKS_MASK) == 0, "entry", number, tag);
    if (block) note(number, granule, tag);
    return block;
  }

  private void auditEntries(int page, int used, int free, int fresh) {
    long first = HandleTable.firstOf(page);
    int blocks = 0;
    int exhausted = 0;
    for (int offset = 0; offset < fresh; offset += table.step()) {
      long index = first + offset;
      if (auditEntry(index, table.at(index))) {
        blocks++;
      } else if (isExhausted(table.tag(index))) {
        exhausted++;
      }
    }
    Invariant.ENTRIES_USED.require(used == blocks, "page", page, blocks);
    int listed = listed(first, free, fresh);
    Invariant.ENTRIES_FREE.require(
        (blocks + exhausted + listed) * table.step() == fresh, "page", page, listed);
  }

  private void note(long index, long granule, int tag) {
    if (!EntryLayout.isUsed(tag)) kept++;
    if (SlabPages.contains(granule)) {
      int slot = Math.toIntExact(granule - FIRST_SLOT);
      Invariant.SLOT_ONCE.require(!slots.get(slot), "entry", index, granule);
      slots.set(slot);
    } else {
      extents++;
    }
  }

  /// How many entries are on a page's free list.
  private int listed(long first, int free, int fresh) {
    var seen = new BitSet();
    for (int link = free; link != 0; ) {
      int offset = link - 1;
      long index = first + offset;
      Invariant.ENTRIES_FREE.require(
          offset < fresh
              && offset % table.step() == 0
              && !seen.get(offset)
              && !EntryLayout.isBlock(table.granule(index))
              && !isExhausted(table.tag(index)),
          "entry",
          index,
          link);
      seen.set(offset);
      link = (int) table.granule(index);
    }
    return seen.cardinality();
  }

  private static boolean isExhausted(int tag) {
    return (tag & EntryLayout.GENERATION_MASK) == EntryLayout.LAST_FREE_GENERATION;
  }
}
