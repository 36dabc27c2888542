package org.heaplab.allocators.handle.blocks;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.extents.AlignedExtents;
import org.heaplab.allocators.handle.extents.ExtentGrid;
import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.ExtentResizing;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// The space of all blocks: slots of pages for small ones, extents for the others. A block is named
/// by its address in granules from the heap's base, which tells which of the two it is in.
public final class BlockSpace {
  private final SlabPages slabs;
  private final Extents extents;
  private final AlignedExtents aligned;
  private final ExtentMoves moves;
  private final long base;
  private final int maxSmallGranules;
  private final PopularSizes popular;
  private final boolean reusesHoles;

  /// @param maxSmallGranules the largest block that always lives in a slab page, which must be a
  ///   multiple of the extents' quantum or smaller than that
  /// @param popularPages how many pages full of larger blocks of one size make it popular: such
  ///   blocks live in slab pages too; 0 for never
  /// @param reusesHoles whether a new block may use the hole of a freed one
  public BlockSpace(
      Backing backing,
      SlabPages slabs,
      Extents extents,
      ExtentMoves moves,
      int maxSmallGranules,
      int popularPages,
      boolean reusesHoles) {
    this.slabs = slabs;
    this.extents = extents;
    this.aligned = new AlignedExtents(backing, extents);
    this.moves = moves;
    this.base = backing.base();
    this.maxSmallGranules = maxSmallGranules;
    this.popular = new PopularSizes(slabs, extents, popularPages);
    this.reusesHoles = reusesHoles;
  }

  /// Granules in use, headers included.
  public long usedGranules() {
    return slabs.usedGranules() + extents.usedGranules();
  }

  /// The payload of the block for a request, so that a block of at least the quantum is aligned to
  /// it. A slot whose size is a multiple is; an extent is with its header.
  public long payloadFor(long granules) {
    ExtentGrid grid = extents.grid();
    if (granules > maxSmallGranules && !popular.contains(granules)) {
      return grid.granulesFor(granules) - ExtentLayout.HEADER_GRANULES;
    }
    return granules < grid.quantum() ? granules : HeapAreas.roundUp(granules, grid.quantum());
  }

  /// A slot whose size is a multiple of the alignment is aligned, because its page is.
  ///
  /// @return the block, or 0 when the limit leaves no room
  public long malloc(long granules, long alignment) {
    long slot = HeapAreas.roundUp(granules, alignment);
    long block = slot > maxSmallGranules ? popular.malloc(slot) : mallocSmall((int) slot);
    if (block == 0 && slot > maxSmallGranules) return mallocExtent(granules, alignment);
    if (alignment > 1 && block != 0) slabs.align(block);
    return block;
  }

  private long mallocSmall(int slot) {
    return reusesHoles ? slabs.malloc(slot) : slabs.mallocFresh(slot);
  }

  private long mallocExtent(long granules, long alignment) {
    if (alignment > 1) return aligned.malloc(granules, alignment);
    return reusesHoles ? extents.malloc(granules) : extents.mallocFresh(granules);
  }

  /// Like [#malloc], for the case that there is no room for another page: a larger slot or an
  /// extent is used for a small block.
  ///
  /// @return the block, or 0 when there is no room at all
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

  /// Makes an entry for a new block. If there is no room for one, the block is freed.
  ///
  /// @param block 0 if there is none
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

  /// Frees a block that has no entry, and a page that was taken only for it.
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

  /// Commits the start of a block, so that it can be touched.
  ///
  /// @return false when the limit leaves no room
  public boolean commitPayload(long block, long bytes) {
    return SlabPages.contains(block) || extents.commitPayload(block, bytes);
  }

  public long payloadGranules(long block) {
    return SlabPages.contains(block) ? slabs.granulesAt(block) : extents.payloadGranules(block);
  }

  /// Granules of a block, if any request of that size can have it. [Long#MAX_VALUE] if it is an
  /// extent that was requested with an alignment.
  public long reusableGranules(long block) {
    return SlabPages.contains(block) ? slabs.granulesAt(block) : extents.reusableGranules(block);
  }

  /// Resizes a block where it is, if that wastes nothing.
  ///
  /// @return whether it was resized
  public boolean resize(long block, long granules) {
    if (SlabPages.contains(block)) return granules == slabs.granulesAt(block);
    return granules > maxSmallGranules && ExtentResizing.resize(extents, block, granules);
  }

  /// Like [#resize], for a block that cannot be put elsewhere: it may stay in a slot that is too
  /// large, or in a small extent.
  public boolean resizeIfPossible(long block, long granules) {
    return SlabPages.contains(block)
        ? granules <= slabs.granulesAt(block)
        : ExtentResizing.resize(extents, block, granules);
  }

  /// Whether a block could have that size where it is, if the limit allows it.
  public boolean mayGrow(long block, long granules) {
    return !SlabPages.contains(block) && ExtentResizing.mayGrow(extents, block, granules);
  }

  /// Moves a block to an address where it can have another size.
  ///
  /// @param index of its entry
  /// @return its new address, or 0 when the limit leaves no room
  public long resizeElsewhere(long block, long granules, long index) {
    long mapped = SlabPages.contains(block) ? 0 : moves.growByMapping(block, granules);
    return mapped != 0 ? mapped : copy(block, malloc(granules, 1), granules, index);
  }

  /// Copies a block and frees its old address.
  ///
  /// @param target where it is copied to, or 0
  /// @param granules of the target
  /// @param index of its entry
  /// @return the target
  public long copy(long block, long target, long granules, long index) {
    if (target == 0) return 0;
    long kept = Math.min(granules, payloadGranules(block));
    long bytes = extents.touch().bytesToCopy(kept << LOG_GRANULE_BYTES);
    Memory.copy(address(block), address(target), bytes);
    setOwner(target, index);
    free(block);
    return target;
  }

  private long address(long block) {
    return base + (block << LOG_GRANULE_BYTES);
  }
}
