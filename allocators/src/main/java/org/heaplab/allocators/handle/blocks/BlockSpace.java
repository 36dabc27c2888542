package org.heaplab.allocators.handle.blocks;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.extents.AlignedExtents;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.ExtentResizing;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// Where blocks lie: in a slot of a page when they are small, else in an extent. A place is named
/// by its address in granules from the heap's base, and says by itself which of the two it is.
public final class BlockSpace {
  private final SlabPages slabs;
  private final Extents extents;
  private final AlignedExtents aligned;
  private final ExtentMoves moves;
  private final long base;
  private final int maxSmallGranules;
  private final boolean reusesHoles;

  /// @param maxSmallGranules the largest block that lives in a slab page
  /// @param reusesHoles whether a new block may lie where another one was freed
  public BlockSpace(
      Backing backing,
      SlabPages slabs,
      Extents extents,
      ExtentMoves moves,
      int maxSmallGranules,
      boolean reusesHoles) {
    this.slabs = slabs;
    this.extents = extents;
    this.aligned = new AlignedExtents(backing, extents);
    this.moves = moves;
    this.base = backing.base();
    this.maxSmallGranules = maxSmallGranules;
    this.reusesHoles = reusesHoles;
  }

  /// Granules in use, headers included.
  public long usedGranules() {
    return slabs.usedGranules() + extents.usedGranules();
  }

  /// A slot whose size is a multiple of the alignment is aligned, because its page is.
  ///
  /// @return a place for a block, or 0 when the limit leaves no room
  public long take(long granules, long alignment) {
    long slot = HeapAreas.roundUp(granules, alignment);
    if (slot > maxSmallGranules) return takeExtent(granules, alignment);
    long place = reusesHoles ? slabs.malloc((int) slot) : slabs.mallocFresh((int) slot);
    if (alignment > 1 && place != 0) slabs.align(place);
    return place;
  }

  private long takeExtent(long granules, long alignment) {
    if (alignment > 1) return aligned.malloc(granules, alignment);
    return reusesHoles ? extents.malloc(granules) : extents.mallocFresh(granules);
  }

  /// Where no page can be had, a larger slot or the bytes between extents still serve.
  ///
  /// @return a place for a block, or 0 when there is truly none
  public long takeAny(long granules, long alignment) {
    for (long slot = HeapAreas.roundUp(granules, alignment);
        slot <= maxSmallGranules;
        slot += alignment) {
      long place = slabs.mallocWithin((int) slot);
      if (place == 0) continue;
      if (alignment > 1) slabs.align(place);
      return place;
    }
    return takeExtent(granules, alignment);
  }

  /// Makes an entry for a new block, or takes the block back where there is no room for one.
  ///
  /// @return the block's handle, or 0
  public long addEntry(long place, HandleTable table) {
    if (place == 0) return 0;
    long handle = table.add(place);
    if (handle == 0) {
      untake(place);
    } else {
      setOwner(place, handle & EntryLayout.INDEX_MASK);
    }
    return handle;
  }

  /// Makes a place as if it had not been taken.
  private void untake(long place) {
    if (SlabPages.contains(place)) slabs.undo(place);
    else extents.free(place);
  }

  public void giveBack(long place) {
    if (SlabPages.contains(place)) {
      slabs.free(place);
    } else {
      extents.free(place);
    }
  }

  private void setOwner(long place, long index) {
    if (!SlabPages.contains(place)) extents.setOwner(place, index);
  }

  /// Commits the start of a block that is going to be touched, if it is not.
  ///
  /// @return false when the limit leaves no room
  public boolean commitPayload(long place, long bytes) {
    return SlabPages.contains(place) || extents.commitPayload(place, bytes);
  }

  public long payloadGranules(long place) {
    return SlabPages.contains(place) ? slabs.granulesAt(place) : extents.payloadGranules(place);
  }

  /// Granules of a place that is as good as any other of its size, or a number larger than all.
  public long plainGranules(long place) {
    return SlabPages.contains(place)
        ? slabs.granulesAt(place)
        : extents.plainPayloadGranules(place);
  }

  /// Whether a block of another size could stay where it is, as well as it could lie elsewhere.
  public boolean resize(long place, long granules) {
    if (SlabPages.contains(place)) return granules == slabs.granulesAt(place);
    return granules > maxSmallGranules && ExtentResizing.resize(extents, place, granules);
  }

  /// Like [#resize], for a block that has nowhere else to go: a larger slot or a small extent will
  /// do.
  public boolean resizeAnyhow(long place, long granules) {
    return SlabPages.contains(place)
        ? granules <= slabs.granulesAt(place)
        : ExtentResizing.resize(extents, place, granules);
  }

  /// Whether a block that may not move could be as large as that if the limit left room for it.
  public boolean mayGrow(long place, long granules) {
    return !SlabPages.contains(place) && ExtentResizing.mayGrow(extents, place, granules);
  }

  /// Moves a block to where it can have another size.
  ///
  /// @param index of its entry
  /// @return the new place, or 0 when the limit leaves no room
  public long resizeElsewhere(long place, long granules, long index) {
    long mapped = SlabPages.contains(place) ? 0 : moves.growByMapping(place, granules);
    return mapped != 0 ? mapped : copy(place, take(granules, 1), granules, index);
  }

  /// Copies a block and gives its place back.
  ///
  /// @param target of so many granules, or 0
  /// @param index of its entry
  /// @return the target
  public long copy(long place, long target, long granules, long index) {
    if (target == 0) return 0;
    long kept = Math.min(granules, payloadGranules(place));
    long bytes = extents.bytesToCopy(kept << LOG_GRANULE_BYTES);
    Memory.copy(address(place), address(target), bytes);
    setOwner(target, index);
    giveBack(place);
    return target;
  }

  private long address(long place) {
    return base + (place << LOG_GRANULE_BYTES);
  }
}
