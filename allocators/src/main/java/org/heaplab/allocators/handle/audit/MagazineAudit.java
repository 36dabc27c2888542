package org.heaplab.allocators.handle.audit;

import static org.heaplab.allocators.handle.table.EntryLayout.GENERATION_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.ONE_GENERATION;

import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// Checks every block that is kept in [Magazines].
final class MagazineAudit {
  private final HandleTable table;
  private final SlabPages slabs;
  private final Extents extents;
  private final Magazines magazines;
  private final long idle;
  private final Set<Long> seen = new HashSet<>();

  /// @param idle how many entries hold the address of a block and are not in use
  MagazineAudit(
      HandleTable table, SlabPages slabs, Extents extents, Magazines magazines, long idle) {
    this.table = table;
    this.slabs = slabs;
    this.extents = extents;
    this.magazines = magazines;
    this.idle = idle;
  }

  void run() {
    long kept = 0;
    if (magazines.isCommitted()) {
      for (int granules = 1; granules <= Magazines.MAX_GRANULES; granules++) {
        kept += (long) granules * auditClass(granules);
      }
    }
    Invariant.KEPT_ONCE.require(seen.size() == idle, "entries", idle, seen.size());
    Invariant.KEPT_COUNT.require(
        kept == magazines.granules(), "granules", magazines.granules(), kept);
  }

  private int auditClass(int granules) {
    long head = magazines.headOf(granules);
    int capacity = Magazines.capacity(granules);
    int length = 0;
    for (long handle = Memory.getLong(head + Magazines.FIRST); handle != 0; length++) {
      Invariant.KEPT_ROOM.require(length < capacity, "class", granules, length);
      long index = handle & INDEX_MASK;
      Invariant.KEPT_HANDLE.require(table.wasUsed(index), "class", granules, handle);
      int tag = table.tag(index);
      long granule = table.granule(index);
      Invariant.KEPT_BLOCK.require(
          !EntryLayout.isUsed(tag) && isBlockFor(granules, granule), "entry", index, granule);
      Invariant.KEPT_HANDLE.require(
          EntryLayout.tagOf(handle) == (tag & GENERATION_MASK) + ONE_GENERATION
              && EntryLayout.epochOf(handle) == EntryLayout.epochOf(table.handle(index)),
          "entry",
          index,
          handle);
      Invariant.KEPT_ONCE.require(seen.add(index), "entry", index, handle);
      handle = Memory.getLong(slabs.geometry().address(granule));
    }
    int room = Memory.getInt(head + Magazines.ROOM);
    Invariant.KEPT_ROOM.require(room == capacity - length, "class", granules, room);
    return length;
  }

  private boolean isBlockFor(int granules, long granule) {
    if (!EntryLayout.isBlock(granule)) return false;
    long has =
        SlabPages.contains(granule) ? slabs.granulesAt(granule) : extents.reusableGranules(granule);
    return has >= granules && has != Long.MAX_VALUE;
  }
}
