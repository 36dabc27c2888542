package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.blocks.BlockSpace;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.compaction.CompactionDriver;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.UsedEntries;

/// What is done before a request is refused. Each step takes more time than the one before, and the
/// request is tried again after each:
///
/// 1. blocks and pages that are kept for later are given back;
/// 2. the heap is compacted as far as the locks allow;
/// 3. the heap is compacted again, and sparse slab pages are emptied, as long as that gains pages.
///
/// The last two steps are left out if the request could not be granted even then. They are also
/// left out if they have failed before and nothing has changed since.
///
/// Takes a scan of the handle table. The steps take what [CompactionDriver#compact] takes, each
/// time that pages are gained.
final class OutOfMemoryRecovery {
  private static final int COMPACT = 1;
  private static final int COMPACT_FULLY = 2;

  /// 2^64 over the golden ratio: multiplying by it spreads the bits of a number.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Backing backing;
  private final HandleTable table;
  private final SlabPages slabs;
  private final Extents extents;
  private final BlockSpace space;
  private final Magazines magazines;
  private final CompactionDriver compaction;
  private final int entryBytes;
  private int step;

  /// A number that depends on all blocks that it was given.
  private long digest;

  /// The digest of the blocks when all steps had last failed.
  private long failedDigest;

  OutOfMemoryRecovery(
      Backing backing,
      HandleTable table,
      SlabPages slabs,
      Extents extents,
      BlockSpace space,
      Magazines magazines,
      CompactionDriver compaction,
      int entryBytes) {
    this.backing = backing;
    this.table = table;
    this.slabs = slabs;
    this.extents = extents;
    this.space = space;
    this.magazines = magazines;
    this.compaction = compaction;
    this.entryBytes = entryBytes;
  }

  /// Allocates a block for which there was no room at first.
  ///
  /// @return its handle, or 0
  long malloc(long granules, long alignment) {
    if (begin(granules)) {
      do {
        long handle = space.addEntry(space.malloc(granules, alignment), table);
        if (handle != 0) return handle;
      } while (nextStep());
      long handle = space.addEntry(space.mallocAnywhere(granules, alignment), table);
      if (handle != 0) return handle;
    }
    releaseUnused();
    return 0;
  }

  /// Resizes a block for which there was no room at first.
  ///
  /// @param index of its entry, which may move meanwhile
  /// @param granules that it should have
  /// @param leastGranules that are enough, before sizes are rounded up as the policy says
  /// @return its address then, or 0 when there is no room at all
  long resize(long index, long granules, long leastGranules, boolean locked) {
    long present = table.granule(index);
    if (resizeInPlace(present, granules, leastGranules)) return present;
    if (locked && !space.mayGrow(present, granules)) return 0;
    if (!begin(granules - space.payloadGranules(present))) return 0;
    do {
      present = table.granule(index);
      if (resizeInPlace(present, granules, leastGranules)) return present;
      long block = locked ? 0 : space.resizeElsewhere(present, granules, index);
      if (block != 0) return block;
    } while (nextStep());
    return locked ? 0 : space.copy(present, space.mallocAnywhere(granules, 1), granules, index);
  }

  private boolean resizeInPlace(long block, long granules, long leastGranules) {
    return space.resizeIfPossible(block, granules) || space.resizeIfPossible(block, leastGranules);
  }

  /// Takes the first step.
  ///
  /// @param granules that the request would add to those in use
  /// @return whether the limit could ever allow the request
  private boolean begin(long granules) {
    step = 0;
    magazines.empty(space);
    releaseUnused();
    long used = (space.usedGranules() + granules) << LOG_GRANULE_BYTES;
    used -= extents.untouchedBytes() + extents.touch().untouchedBytes(granules);
    return used + table.used() * entryBytes <= backing.limitBytes();
  }

  /// Takes the next step.
  ///
  /// @return false when there is none left
  private boolean nextStep() {
    step++;
    if (step == COMPACT && digest() != failedDigest) {
      compaction.compact(Long.MAX_VALUE);
      return true;
    }
    if (step == COMPACT_FULLY) {
      compaction.compactFully();
      failedDigest = digest();
      return true;
    }
    return false;
  }

  /// Gives back free pages, and the heads of all lists if no block is in use.
  private void releaseUnused() {
    compaction.purge();
    if (table.used() > 0) return;
    slabs.prepareHeadsRelease();
    extents.free().prepareHeadsRelease();
    magazines.prepareHeadsRelease();
    backing.release(
        backing.base() + HeapAreas.METADATA, MetadataLayout.HEADS_END - HeapAreas.METADATA);
  }

  /// A number that depends on all blocks: their handles, addresses and sizes, and which of them are
  /// locked. When any of this changes, the number almost certainly changes too.
  private long digest() {
    digest = 1;
    new UsedEntries(table).eachBlock(this::mixBlock);
    return digest;
  }

  private void mixBlock(long index, long at) {
    long granule = EntryLayout.granuleAt(at);
    int locked = EntryLayout.isLocked(Memory.getChar(at + EntryLayout.TAG)) ? 1 : 0;
    mix(table.handle(index));
    mix(granule);
    mix(space.payloadGranules(granule) << 1 | locked);
  }

  private void mix(long number) {
    digest = (Long.rotateLeft(digest, 29) ^ number) * SPREAD;
  }
}
