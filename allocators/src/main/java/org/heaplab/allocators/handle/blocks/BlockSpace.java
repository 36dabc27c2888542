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

/// Where blocks lie: in a slot of a page when they are small, else in an extent. A block is named
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
  /// @return a block for a block, or 0 when the limit leaves no room
  public long malloc(long granules, long alignment) {
    long slot = HeapAreas.roundUp(granules, alignment);
    if (slot > maxSmallGranules) return mallocExtent(granules, alignment);
    long block = reusesHoles ? slabs.malloc((int) slot) : slabs.mallocFresh((int) slot);
    if (alignment > 1 && block != 0) slabs.align(block);
    return block;
  }

  private long mallocExtent(long granules, long alignment) {
    if (alignment > 1) return aligned.malloc(granules, alignment);
    return reusesHoles ? extents.malloc(granules) : extents.mallocFresh(granules);
  }

  /// Where no page can be had, a larger slot or the bytes between extents still serve.
  ///
  /// @return a block for a block, or 0 when there is truly none
  public long mallocAnywhere(long granules, long alignment) {
    for (long slot = HeapAreas.roundUp(granules, alignment);
        slot <= maxSmallGranules;
        slot += alignment) {
      long block = slabs.mallocInOwnPages((int) slot);
      if (block == 0) continue;
      if (alignment > 1) slabs.align(block);
      return block;
    }
    return mallocExtent(granules, alignment);
  }

  /// Makes an entry for a new block, or takes the block back where there is no room for one.
  ///
  /// @return the block's handle, or 0
  public long addEntry(long block, HandleTable table) {
    if (block == 0) return 0;
    long handle = table.add(block);
    if (handle == 0) {
      undoMalloc(block);
    } else {
      setOwner(block, handle & EntryLayout.INDEX_MASK);
    }
    return handle;
  }

  /// Makes a block as if it had not been taken.
  private void undoMalloc(long block) {
    if (SlabPages.contains(block)) slabs.undoMalloc(block);
    else extents.free(block);
  }

  public void free(long block) {
    if (SlabPages.contains(block)) {
      slabs.free(block);
    } else {
      extents.free(block);
    }
  }

  private void setOwner(long block, long index) {
    if (!SlabPages.contains(block)) extents.setOwner(block, index);
  }

  /// Commits the start of a block that is going to be touched, if it is not.
  ///
  /// @return false when the limit leaves no room
  public boolean commitPayload(long block, long bytes) {
    return SlabPages.contains(block) || extents.commitPayload(block, bytes);
  }

  public long payloadGranules(long block) {
    return SlabPages.contains(block) ? slabs.granulesAt(block) : extents.payloadGranules(block);
  }

  /// Granules of a block that is as good as any other of its size, or a number larger than all.
  public long reusableGranules(long block) {
    return SlabPages.contains(block) ? slabs.granulesAt(block) : extents.reusableGranules(block);
  }

  /// Whether a block of another size could stay where it is, as well as it could lie elsewhere.
  public boolean resize(long block, long granules) {
    if (SlabPages.contains(block)) return granules == slabs.granulesAt(block);
    return granules > maxSmallGranules && ExtentResizing.resize(extents, block, granules);
  }

  /// Like [#resize], for a block that has nowhere else to go: a larger slot or a small extent will
  /// do.
  public boolean resizeIfPossible(long block, long granules) {
    return SlabPages.contains(block)
        ? granules <= slabs.granulesAt(block)
        : ExtentResizing.resize(extents, block, granules);
  }

  /// Whether a block that may not move could be as large as that if the limit left room for it.
  public boolean mayGrow(long block, long granules) {
    return !SlabPages.contains(block) && ExtentResizing.mayGrow(extents, block, granules);
  }

  /// Moves a block to where it can have another size.
  ///
  /// @param index of its entry
  /// @return the new block, or 0 when the limit leaves no room
  public long resizeElsewhere(long block, long granules, long index) {
    long mapped = SlabPages.contains(block) ? 0 : moves.growByMapping(block, granules);
    return mapped != 0 ? mapped : copy(block, malloc(granules, 1), granules, index);
  }

  /// Copies a block and gives its block back.
  ///
  /// @param target of so many granules, or 0
  /// @param index of its entry
  /// @return the target
  public long copy(long block, long target, long granules, long index) {
    if (target == 0) return 0;
    long kept = Math.min(granules, payloadGranules(block));
    long bytes = extents.bytesToCopy(kept << LOG_GRANULE_BYTES);
    Memory.copy(address(block), address(target), bytes);
    setOwner(target, index);
    free(block);
    return target;
  }

  private long address(long block) {
    return base + (block << LOG_GRANULE_BYTES);
  }
}
