package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;

import java.util.Arrays;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;

/// Shows the heap span by span. A slot does not know its owner, so the table is turned round first:
/// the used entries are sorted by address, and the slabs are shown along them.
final class Walk {
  private static final int INDEX_BITS = Long.SIZE - EntryLayout.ADDRESS_BITS;

  private final Backing backing;
  private final HandleTable table;
  private final SlabPages slabs;
  private final Extents extents;

  /// Indexes of used entries, by the address of their blocks.
  private long[] owners = new long[64];

  private int ownerCount;

  /// The first owner that was not shown yet.
  private int next;

  Walk(Backing backing, HandleTable table, SlabPages slabs, Extents extents) {
    this.backing = backing;
    this.table = table;
    this.slabs = slabs;
    this.extents = extents;
  }

  void show(HeapVisitor visitor) {
    collectOwners();
    metadata(visitor, "never used", 0, Layout.TABLE);
    metadata(visitor, "handle table", Layout.TABLE, Layout.SLABS);
    showSlabs(visitor);
    showExtents(visitor);
    metadata(visitor, "descriptors and lists", Layout.HEADS, Layout.BYTES);
    backing.walkBitmap(visitor);
  }

  /// An address and an index fit into one number, for a table has fewer than 2^30 entries.
  private void collectOwners() {
    for (long index = table.skipUnused(0);
        index < table.end();
        index = table.skipUnused(index + 1)) {
      long entry = table.entry(index);
      long granule = entry & EntryLayout.ADDRESS_MASK;
      if (!EntryLayout.isUsed(entry) || !SlabPages.contains(granule)) continue;
      if (ownerCount == owners.length) owners = Arrays.copyOf(owners, ownerCount * 2);
      owners[ownerCount++] = (granule << INDEX_BITS) | index;
    }
    Arrays.sort(owners, 0, ownerCount);
  }

  private void metadata(HeapVisitor visitor, String name, long from, long to) {
    long address = backing.base() + from;
    visitor.area(name, address, to - from);
    visitor.metadata(address, to - from, backing.committedBytes(address, to - from));
  }

  private void showSlabs(HeapVisitor visitor) {
    long pages = slabs.frontier();
    visitor.area("slab pages", address(slabs.pageGranule(0)), pages << Backing.LOG_PAGE_BYTES);
    for (int page = 0; page < pages; page++) {
      long first = slabs.pageGranule(page);
      int granules = slabs.granulesOfPage(page);
      if (granules == 0) {
        visitor.free(address(first), Backing.PAGE_BYTES, slabs.committedBytesOfPage(page));
      } else {
        showSlots(visitor, first, granules);
      }
    }
  }

  private void showSlots(HeapVisitor visitor, long first, int granules) {
    long end = first + SlabPages.PAGE_GRANULES;
    long gap = first;
    for (; next < ownerCount && owners[next] >>> INDEX_BITS < end; next++) {
      long slot = owners[next] >>> INDEX_BITS;
      free(visitor, gap, slot);
      used(visitor, slot, granules, owners[next] & ((1L << INDEX_BITS) - 1));
      gap = slot + granules;
    }
    free(visitor, gap, end);
  }

  private void free(HeapVisitor visitor, long from, long to) {
    long bytes = (to - from) << LOG_GRANULE_BYTES;
    if (bytes > 0) visitor.free(address(from), bytes, bytes);
  }

  private void used(HeapVisitor visitor, long granule, long granules, long index) {
    long entry = table.entry(index);
    visitor.used(
        (entry & EntryLayout.GENERATION_MASK) | index,
        address(granule),
        granules << LOG_GRANULE_BYTES,
        EntryLayout.locks(entry));
  }

  private void showExtents(HeapVisitor visitor) {
    long topBytes = ExtentLayout.bytes(extents.top());
    visitor.area("extents", extents.addressOf(0), topBytes + extents.bytesAboveTop());
    for (long extent = 0; extent < extents.top(); extent += extents.sizeOf(extent)) {
      long header = extents.header(extent);
      long size = ExtentLayout.granules(header);
      if (isAClients(header)) {
        visitor.metadata(
            extents.addressOf(extent),
            ExtentLayout.bytes(ExtentLayout.HEADER_GRANULES),
            ExtentLayout.bytes(ExtentLayout.HEADER_GRANULES));
        long payload = extent + ExtentLayout.HEADER_GRANULES;
        used(
            visitor,
            extents.origin() + payload,
            size - ExtentLayout.HEADER_GRANULES,
            ExtentLayout.owner(header));
      } else {
        visitor.free(
            extents.addressOf(extent), ExtentLayout.bytes(size), extents.committedBytes(extent));
      }
    }
    long above = extents.addressOf(extents.top());
    long room = extents.bytesAboveTop();
    if (room > 0) visitor.free(above, room, backing.committedBytes(above, room));
  }

  /// A block that is kept ready is in use for its neighbours only.
  private boolean isAClients(long header) {
    return ExtentLayout.isUsed(header)
        && EntryLayout.isUsed(table.entry(ExtentLayout.owner(header)));
  }

  private long address(long granule) {
    return backing.base() + (granule << LOG_GRANULE_BYTES);
  }
}
