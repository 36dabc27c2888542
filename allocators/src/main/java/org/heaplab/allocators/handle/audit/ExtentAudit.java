package org.heaplab.allocators.handle.audit;

import static org.heaplab.allocators.handle.extents.ExtentLayout.CLEAN;
import static org.heaplab.allocators.handle.extents.ExtentLayout.PREVIOUS_USED;
import static org.heaplab.allocators.handle.extents.ExtentLayout.bytes;

import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.extents.ExtentBins;
import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.ExtentPopulation;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.extents.SparseRegions;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.table.HandleTable;

/// Checks every extent and the bins.
final class ExtentAudit {
  private final Backing backing;
  private final HandleTable table;
  private final Extents extents;
  private final long owners;
  private final long first;

  /// Free extents that no bin was seen to have.
  private final Set<Long> free = new HashSet<>();

  /// How many used extents have a size.
  private final int[] population = new int[ExtentPopulation.MAX_GRANULES + 1];

  private long usedExtents;
  private long usedGranules;

  /// @param owners how many entries hold an address in the area
  ExtentAudit(Backing backing, HandleTable table, Extents extents, long owners) {
    this.backing = backing;
    this.table = table;
    this.extents = extents;
    this.owners = owners;
    this.first = extents.grid().first();
  }

  void run() {
    extentsTile();
    if (extents.free().headsCommitted()) {
      auditBins(extents.free().dirty(), 0);
      auditBins(extents.free().clean(), CLEAN);
    }
    for (long extent : free) {
      Invariant.EXTENT_BINNED.require(false, "extent", extent, extents.header(extent));
    }
    Invariant.EXTENTS_USED.require(
        usedGranules == extents.usedGranules(), "granules", extents.usedGranules(), usedGranules);
    for (int granules = 1; granules < population.length; granules++) {
      int counted = extents.population(granules);
      Invariant.EXTENT_POPULATION.require(
          counted == population[granules], "granules", granules, counted);
    }
    for (long extent = first; extent < extents.top(); extent += extents.sizeOf(extent)) {
      auditExtent(extent, extents.header(extent));
    }
    Invariant.EXTENT_OWNER.require(owners == usedExtents, "extents", usedExtents, owners);
    auditRegions();
    long above = extents.addressOf(extents.free().highWater()) + Backing.PAGE_BYTES - 1;
    long start = above & -Backing.PAGE_BYTES;
    long end = extents.addressOf(0) + HeapAreas.EXTENTS_BYTES;
    long committed = backing.committedBytes(start, end - start);
    Invariant.EXTENTS_TOP.require(committed == 0, "extent", extents.free().highWater(), committed);
  }

  private void extentsTile() {
    boolean previousUsed = true;
    long next;
    for (long extent = first; extent < extents.top(); extent = next) {
      long header = extents.header(extent);
      long granules = ExtentLayout.granules(header);
      boolean used = ExtentLayout.isUsed(header);
      next = extent + granules;
      Invariant.EXTENTS_TILE.require(
          extents.grid().allows(granules) && next <= extents.top(), "extent", extent, granules);
      Invariant.EXTENTS_COALESCED.require(
          used || (previousUsed && next < extents.top()), "extent", extent, header);
      Invariant.EXTENT_TAGS.require(
          ((header & PREVIOUS_USED) != 0) == previousUsed
              && (used || Memory.getLong(extents.addressOf(next) - Long.BYTES) == granules),
          "extent",
          extent,
          header);
      if (used) {
        usedExtents++;
        usedGranules += granules;
        if (granules < population.length) population[(int) granules]++;
      } else {
        free.add(extent);
      }
      previousUsed = used;
    }
  }

  private void auditBins(ExtentBins bins, long cleanFlag) {
    long small = 0;
    for (int bin = 0; bin < ExtentBins.BINS; bin++) {
      long head = bins.head(bin);
      Invariant.BIN_BIT.require((bins.nextBin(bin) == bin) == (head != 0), "bin", bin, head);
      long previous = 0;
      for (long link = head; link != 0; ) {
        long extent = link - 1;
        boolean wasFree = free.remove(extent);
        Invariant.EXTENT_BINNED.require(wasFree, "bin", bin, extent);
        long header = extents.header(extent);
        long granules = ExtentLayout.granules(header);
        long at = extents.addressOf(extent);
        Invariant.BIN_LINKS.require(
            ExtentBins.binOf(granules) == bin
                && (header & CLEAN) == cleanFlag
                && ExtentLayout.previous(at) == previous,
            "extent",
            extent,
            bin);
        if (granules < ExtentBins.SMALL_GRANULES) small += granules;
        previous = link;
        link = ExtentLayout.next(at);
      }
    }
    Invariant.BINS_SMALL.require(
        small == bins.smallFreeGranules(), "granules", bins.smallFreeGranules(), small);
  }

  private void auditRegions() {
    SparseRegions regions = extents.free().regions();
    if (!regions.isComplete()) return;
    int[] counted = new int[(int) SparseRegions.countBelow(extents.top())];
    Set<Long> starts = new HashSet<>();
    for (long extent = first; extent < extents.top(); extent += extents.sizeOf(extent)) {
      if (ExtentLayout.isUsed(extents.header(extent))) continue;
      starts.add(extent);
      int region = (int) (extent >>> SparseRegions.LOG_REGION_GRANULES);
      counted[region] += SparseRegions.countedOf(extents.sizeOf(extent));
    }
    int sparse = 0;
    for (int region = 0; region < counted.length; region++) {
      int free = regions.free(region);
      Invariant.REGION_FREE.require(free == counted[region], "region", region, free);
      if (SparseRegions.isSparse(free)) sparse++;
      long anchor = regions.anchor(region);
      Invariant.REGION_ANCHOR.require(
          anchor < 0 || starts.contains(anchor), "region", region, anchor);
    }
    Invariant.REGION_FREE.require(sparse == regions.count(), "regions", sparse, regions.count());
  }

  private void auditExtent(long extent, long header) {
    long granules = ExtentLayout.granules(header);
    if (ExtentLayout.isUsed(header)) {
      long owner = ExtentLayout.owner(header);
      long payload = ExtentLayout.payloadOf(extent);
      Invariant.EXTENT_OWNER.require(
          table.wasUsed(owner) && table.granule(owner) == payload, "extent", extent, owner);
      long committed = extents.committedBytes(extent);
      boolean ends =
          backing.isCommittedAt(extents.addressOf(extent))
              && backing.isCommittedAt(extents.addressOf(extent + granules) - 1);
      Invariant.EXTENT_COMMITTED.require(
          committed == bytes(granules) || (ends && extents.mayBePartial(granules)),
          "extent",
          extent,
          committed);
    } else if ((header & CLEAN) != 0) {
      long start = ExtentMoves.pagesStart(extent);
      long length = ExtentMoves.pagesEnd(extent, granules) - start;
      long committed =
          length <= 0 ? 0 : backing.committedBytes(extents.addressOf(0) + start, length);
      Invariant.EXTENT_COMMITTED.require(committed == 0, "extent", extent, committed);
    }
  }
}
