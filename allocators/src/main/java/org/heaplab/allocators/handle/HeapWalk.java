package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.table.EntryLayout.INDEX_BITS;
import static org.heaplab.allocators.handle.table.EntryLayout.INDEX_MASK;

import java.util.Arrays;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.ExtraLocks;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.UsedEntries;

/// Shows the heap to a visitor, span by span. A slot does not know its owner. So the used entries
/// of the table are first sorted by address, and then the slabs are shown along them.
final class HeapWalk {
  private final Backing backing;
  private final HandleTable table;
  private final ExtraLocks extraLocks;
  private final SlabPages slabs;
  private final Extents extents;

  /// Indexes of used entries, by the address of their blocks.
  private long[] owners = new long[64];

  private int ownerCount;

  /// Entries of blocks that clients have.
  private long usedEntries;

  /// The first owner that has not been shown.
  private int next;

  HeapWalk(
      Backing backing, HandleTable table, ExtraLocks extraLocks, SlabPages slabs, Extents extents) {
    this.backing = backing;
    this.table = table;
    this.extraLocks = extraLocks;
    this.slabs = slabs;
    this.extents = extents;
  }

  void show(HeapVisitor visitor) {
    collectOwners();
    metadata(visitor, "never used", 0, HeapAreas.SLABS);
    showSlabs(visitor);
    showExtents(visitor);
    showTable(visitor);
    metadata(visitor, "descriptors and lists", HeapAreas.METADATA, backing.bytes());
    backing.walkBitmap(visitor);
  }

  /// Collects the owners of slots. A slot's address and an index make one number: slots lie in the
  /// lower half of the addresses.
  private void collectOwners() {
    new UsedEntries(table).eachBlock(this::collectOwner);
    Arrays.sort(owners, 0, ownerCount);
  }

  private void collectOwner(long index, long at) {
    long granule = EntryLayout.granuleAt(at);
    if (!EntryLayout.isUsed(Memory.getChar(at + EntryLayout.TAG))) return;
    usedEntries++;
    if (!SlabPages.contains(granule)) return;
    if (ownerCount == owners.length) owners = Arrays.copyOf(owners, ownerCount * 2);
    owners[ownerCount++] = (granule << INDEX_BITS) | index;
  }

  /// @return how many of the bytes are committed
  private long metadata(HeapVisitor visitor, String name, long from, long to) {
    long address = backing.base() + from;
    long committed = backing.committedBytes(address, to - from);
    visitor.area(name, address, to - from);
    visitor.metadata(address, to - from, committed);
    return committed;
  }

  private void showTable(HeapVisitor visitor) {
    long committed = metadata(visitor, "handle table", HeapAreas.TABLE, HeapAreas.METADATA);
    long used = usedEntries * table.entryBytes();
    visitor.part(Part.ENTRIES, used);
    visitor.part(Part.UNUSED_ENTRIES, committed - used);
  }

  private void showSlabs(HeapVisitor visitor) {
    SlabGeometry geometry = slabs.geometry();
    long pages = slabs.freePages().frontier();
    visitor.area("slab pages", geometry.addressOfPage(0), geometry.bytes(pages));
    for (int page = 0; page < pages; page++) {
      long first = geometry.pageGranule(page);
      int granules = slabs.granulesOfPage(page);
      if (granules == 0) {
        visitor.free(address(first), geometry.pageBytes(), slabs.freePages().committedBytes(page));
      } else {
        showSlots(visitor, first, granules);
      }
    }
  }

  private void showSlots(HeapVisitor visitor, long first, int granules) {
    long end = first + slabs.geometry().pageGranules();
    long gap = first;
    for (; next < ownerCount && owners[next] >>> INDEX_BITS < end; next++) {
      long slot = owners[next] >>> INDEX_BITS;
      freeSlots(visitor, gap, slot, 0);
      used(visitor, slot, granules, owners[next] & INDEX_MASK);
      gap = slot + granules;
    }
    freeSlots(visitor, gap, end, (end - first) % granules);
  }

  /// @param tail granules at the end that are too few for a slot
  private void freeSlots(HeapVisitor visitor, long from, long to, long tail) {
    if (from == to) return;
    long bytes = (to - from) << LOG_GRANULE_BYTES;
    long tailBytes = tail << LOG_GRANULE_BYTES;
    visitor.free(address(from), bytes, bytes);
    visitor.part(Part.FREE_SLOTS, bytes - tailBytes);
    visitor.part(Part.PAGE_TAILS, tailBytes);
  }

  private void used(HeapVisitor visitor, long granule, long granules, long index) {
    int locks = table.tag(index) & EntryLayout.LOCKS_MASK;
    if (locks == EntryLayout.MANY_LOCKS) locks += extraLocks.count(index);
    visitor.used(table.handle(index), address(granule), granules << LOG_GRANULE_BYTES, locks);
  }

  private void showExtents(HeapVisitor visitor) {
    long topBytes = ExtentLayout.bytes(extents.top());
    visitor.area("extents", extents.addressOf(0), topBytes + extents.bytesAboveTop());
    long first = extents.grid().first();
    long before = ExtentLayout.bytes(first);
    if (before > 0) {
      long start = extents.addressOf(0);
      visitor.metadata(start, before, backing.committedBytes(start, before));
    }
    for (long extent = first; extent < extents.top(); extent += extents.sizeOf(extent)) {
      long header = extents.header(extent);
      long size = ExtentLayout.granules(header);
      if (isClients(header)) {
        long headerBytes = ExtentLayout.bytes(ExtentLayout.HEADER_GRANULES);
        visitor.metadata(extents.addressOf(extent), headerBytes, headerBytes);
        visitor.part(Part.HEADERS, headerBytes);
        used(
            visitor,
            ExtentLayout.payloadOf(extent),
            size - ExtentLayout.HEADER_GRANULES,
            ExtentLayout.owner(header));
        long untouched = extents.untouchedBytes(extent);
        if (untouched > 0) visitor.untouched(untouched);
      } else {
        visitor.free(
            extents.addressOf(extent), ExtentLayout.bytes(size), extents.committedBytes(extent));
      }
    }
    long above = extents.addressOf(extents.top());
    long room = extents.bytesAboveTop();
    if (room > 0) visitor.free(above, room, backing.committedBytes(above, room));
  }

  /// Whether a client has the extent. One that is kept in a magazine is only marked as used.
  private boolean isClients(long header) {
    return ExtentLayout.isUsed(header) && EntryLayout.isUsed(table.tag(ExtentLayout.owner(header)));
  }

  private long address(long granule) {
    return backing.base() + (granule << LOG_GRANULE_BYTES);
  }
}
