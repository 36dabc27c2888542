package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.pages.HeapAreas.GRANULE_BYTES;
import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.table.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.LOCKS_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.MANY_LOCKS;
import static org.heaplab.allocators.handle.table.EntryLayout.TAG;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.audit.HeapAudit;
import org.heaplab.allocators.handle.blocks.BlockSpace;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.compaction.CompactionDriver;
import org.heaplab.allocators.handle.extents.ExtentGrid;
import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.ExtraLocks;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.options.Options;

/// The allocator of the hypothesis: blocks are reached through handles, and may move while they are
/// not locked. The page of this package shows the heap as a whole.
///
/// ```text
///     handle ──▶ entry in the HandleTable ──▶ small block: slot of a page   (SlabPages)
///                                        └──▶ larger block: extent          (Extents)
/// ```
///
/// Malloc, free, lock and unlock take constant time. Every [#OPERATIONS_PER_TICK] operations the
/// [CompactionDriver] may take one bounded step.
public final class HandleHeap implements HandleAllocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofHandles("handle", Family.HANDLE, "heaplab, 2026", HandleHeap::new)
          .can(
              Capability.REUSES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS,
              Capability.LEAVES_UNTOUCHED)
          .detects(
              Kind.DOUBLE_FREE,
              Kind.STALE_HANDLE,
              Kind.UNLOCK_WITHOUT_LOCK,
              Kind.LOCK_OVERFLOW,
              Kind.FREE_WHILE_LOCKED)
          .with(HandlePolicy.OPTIONS);

  private static final int OPERATIONS_PER_TICK = 64;

  /// When no block is in use, a heap that holds more than this gives all its free pages back. It is
  /// about a page for each structure.
  private static final long IDLE_BYTES = 16 * Backing.PAGE_BYTES;

  private static final long MAX_SIZE = (ExtentLayout.MAX_GRANULES - 1) << LOG_GRANULE_BYTES;

  private final Backing backing;
  private final long base;
  private final PageSetBitmaps sets;
  private final HandleTable table;
  private final ExtraLocks extraLocks;
  private final SlabPages slabs;
  private final Extents extents;
  private final BlockSpace space;
  private final Magazines magazines;
  private final CompactionDriver compaction;
  private final OutOfMemoryRecovery recovery;
  private final HandlePolicy policy;
  private final long granuleMask;
  private final long quantumBytes;
  private int operationsToTick = OPERATIONS_PER_TICK;
  private long blocks;

  private HandleHeap(long limitBytes, Options options) {
    this(limitBytes, HandlePolicy.of(options));
  }

  HandleHeap(long limitBytes, HandlePolicy policy) {
    this.policy = policy;
    this.backing = new Backing(HeapAreas.AREA_BYTES, HeapAreas.LOG_AREAS, limitBytes);
    this.base = backing.base();
    this.sets =
        new PageSetBitmaps(
            backing, base + MetadataLayout.PAGE_SETS, MetadataLayout.PAGE_SETS_BYTES);
    this.table =
        new HandleTable(
            backing, base + MetadataLayout.TABLE_DESCRIPTORS, sets, policy.entryBytes());
    this.extraLocks = new ExtraLocks(base + MetadataLayout.EXTRA_LOCKS);
    this.slabs =
        new SlabPages(
            backing,
            base + MetadataLayout.SLAB_HEADS,
            base + MetadataLayout.SLAB_DESCRIPTORS,
            sets,
            policy.pageBytes(),
            policy.release());
    this.extents =
        new Extents(
            backing,
            base + MetadataLayout.EXTENT_BINS,
            base + MetadataLayout.REGIONS,
            policy.release(),
            new ExtentGrid(policy.rule().bytes() >>> LOG_GRANULE_BYTES));
    this.magazines = new Magazines(backing, base + MetadataLayout.MAGAZINES, table);
    ExtentMoves moves = new ExtentMoves(backing, extents);
    this.space =
        new BlockSpace(
            backing,
            slabs,
            extents,
            moves,
            policy.maxSmallGranules(),
            policy.popularPages(),
            policy.reusesHoles());
    this.compaction =
        new CompactionDriver(backing, table, slabs, extents, moves, policy.compaction());
    this.recovery =
        new OutOfMemoryRecovery(
            backing, table, slabs, extents, space, magazines, compaction, policy.entryBytes());
    this.quantumBytes = policy.rule().bytes();
    this.granuleMask = -policy.granuleBytes() >> LOG_GRANULE_BYTES;
  }

  @Override
  public long malloc(long size) {
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granules = granulesOf(size);
    long kept = magazines.take(granules);
    if (kept == 0) return mallocNew(granules, 1);
    allocated(granules);
    blocks++;
    return kept;
  }

  @Override
  public long malloc(long size, long alignment) {
    Alignment.require(alignment);
    if (size < 0 || size > MAX_SIZE) return NULL;
    if (alignment <= quantumBytes) return malloc(Math.max(size, alignment));
    long alignmentGranules = alignment >>> LOG_GRANULE_BYTES;
    return mallocNew(granulesOf(size), alignmentGranules);
  }

  /// An aligned block is committed whole.
  @Override
  public long malloc(long size, long alignment, long touched) {
    if (alignment > quantumBytes) return malloc(size, alignment);
    extents.touch().expect(touched);
    try {
      return malloc(size, alignment);
    } finally {
      extents.touch().expectAll();
    }
  }

  /// Allocates a block that no magazine has.
  private long mallocNew(long granules, long alignment) {
    long handle = space.addEntry(space.malloc(granules, alignment), table);
    if (handle == 0) handle = recovery.malloc(granules, alignment);
    if (handle == 0) return NULL;
    allocated(granules);
    blocks++;
    return handle;
  }

  private void allocated(long granules) {
    compaction.allocated(granules);
    if (--operationsToTick == 0) tick();
  }

  private void tick() {
    operationsToTick = OPERATIONS_PER_TICK;
    if (magazines.limit((long) (policy.magazineShare() * backing.footprintBytes()))) {
      magazines.empty(space);
    }
    compaction.tick();
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.DOUBLE_FREE, handle);
    if (EntryLayout.isLocked(Memory.getChar(at + TAG))) {
      throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
    }
    long block = EntryLayout.granuleAt(at);
    long granules = space.reusableGranules(block);
    compaction.freed(granules);
    if (!magazines.keep(handle, at, granules)) {
      space.free(block);
      table.remove(handle & INDEX_MASK);
    }
    if (--blocks == 0 && backing.footprintBytes() > IDLE_BYTES) giveAllBack();
    if (--operationsToTick == 0) tick();
  }

  private void giveAllBack() {
    magazines.empty(space);
    compaction.purge();
  }

  @Override
  public long lock(long handle) {
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    int tag = Memory.getChar(at + TAG);
    if ((tag & LOCKS_MASK) != MANY_LOCKS) {
      Memory.putChar(at + TAG, tag + 1);
    } else if (!extraLocks.increment(handle & INDEX_MASK)) {
      throw new MisuseException(Kind.LOCK_OVERFLOW, handle);
    }
    return address(EntryLayout.granuleAt(at));
  }

  @Override
  public void unlock(long handle) {
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    int tag = Memory.getChar(at + TAG);
    int locks = tag & LOCKS_MASK;
    if (locks == 0) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle);
    if (locks < MANY_LOCKS || !extraLocks.decrement(handle & INDEX_MASK)) {
      Memory.putChar(at + TAG, tag - 1);
    }
  }

  @Override
  public long realloc(long handle, long size) {
    return resize(handle, size, size);
  }

  @Override
  public long realloc(long handle, long size, long touched) {
    extents.touch().expect(touched);
    try {
      return resize(handle, size, touched);
    } finally {
      extents.touch().expectAll();
    }
  }

  private long resize(long handle, long size, long touched) {
    if (handle == NULL) return malloc(size);
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granules = granulesOf(size);
    long old = EntryLayout.granuleAt(at);
    if (!space.commitPayload(old, Math.min(size, touched))) return NULL;
    if (space.resize(old, granules)) return handle;
    long index = handle & INDEX_MASK;
    boolean locked = EntryLayout.isLocked(Memory.getChar(at + TAG));
    long block = locked ? 0 : space.resizeElsewhere(old, granules, index);
    if (block == 0) block = recovery.resize(index, granules, wholeGranules(size), locked);
    if (block == 0) return NULL;
    if (block == table.granule(index)) return handle;
    table.move(index, block);
    allocated(granules);
    return handle;
  }

  @Override
  public long usableSize(long handle) {
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    return space.payloadGranules(EntryLayout.granuleAt(at)) << LOG_GRANULE_BYTES;
  }

  /// A handle that was never given out is a foreign address.
  private MisuseException misuse(Kind kind, long handle) {
    return new MisuseException(table.wasIssued(handle) ? kind : Kind.FOREIGN_ADDRESS, handle);
  }

  @Override
  public long compact(long budgetBytes) {
    magazines.empty(space);
    return compaction.compact(budgetBytes);
  }

  @Override
  public Compaction compaction() {
    return compaction.compaction();
  }

  @Override
  public void watch(PauseWatcher watcher) {
    compaction.watch(watcher);
  }

  @Override
  public long footprintBytes() {
    return backing.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return base;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    new HeapWalk(backing, table, extraLocks, slabs, extents).show(visitor);
  }

  @Override
  public void check() {
    new HeapAudit(backing, sets, table, extraLocks, slabs, extents, magazines).run();
  }

  Backing backing() {
    return backing;
  }

  @Override
  public void close() {
    backing.close();
  }

  private long address(long granule) {
    return base + (granule << LOG_GRANULE_BYTES);
  }

  private long granulesOf(long size) {
    long granules = (wholeGranules(size) + ~granuleMask) & granuleMask;
    return quantumBytes == GRANULE_BYTES ? granules : space.payloadFor(granules);
  }

  private static long wholeGranules(long size) {
    return Math.max(1, (size + GRANULE_BYTES - 1) >>> LOG_GRANULE_BYTES);
  }
}
