package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOCKS_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.MANY_LOCKS;
import static org.heaplab.allocators.handle.EntryLayout.TAG;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.options.Options;

/// The allocator of the hypothesis: blocks are reached through handles and may move while they are
/// not locked. See the package page for the heap as a whole.
///
/// ```text
///     handle ──▶ entry in the HandleTable ──▶ small block: slot of a page   (SlabPages)
///                                        └──▶ larger block: extent          (Extents)
/// ```
///
/// Malloc, free, lock and unlock take constant time. Every [#OPERATIONS_PER_TICK] operations the
/// [Compactor] may do one bounded step.
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
          .with(Policy.OPTIONS);

  private static final int OPERATIONS_PER_TICK = 64;

  /// With nothing in use, a heap larger than a page for each of its structures gives everything
  /// back.
  private static final long IDLE_BYTES = 16 * Backing.PAGE_BYTES;

  private static final long MAX_SIZE = (ExtentLayout.MAX_GRANULES - 1) << LOG_GRANULE_BYTES;

  private final Backing backing;
  private final long base;
  private final HandleTable table;
  private final DeepLocks deepLocks;
  private final SlabPages slabs;
  private final Extents extents;
  private final Places places;
  private final Magazines magazines;
  private final Compactor compactor;
  private final Shortage shortage;
  private final Policy policy;
  private final long granuleMask;
  private int operationsToTick = OPERATIONS_PER_TICK;
  private long allocatedGranules;
  private long blocks;

  private HandleHeap(long limitBytes, Options options) {
    this(limitBytes, Policy.of(options));
  }

  HandleHeap(long limitBytes, Policy policy) {
    this.policy = policy;
    this.backing = new Backing(Layout.AREA_BYTES, Layout.LOG_AREAS, limitBytes);
    this.base = backing.base();
    PageSets sets = new PageSets(backing, base + Layout.PAGE_SETS);
    this.table = new HandleTable(backing, sets, policy.entryBytes());
    this.deepLocks = new DeepLocks(base + Layout.DEEP_LOCKS);
    this.slabs = new SlabPages(backing, sets, policy.pageBytes(), policy.release());
    this.extents = new Extents(backing, policy.release());
    this.magazines = new Magazines(backing, table);
    ExtentMoves moves = new ExtentMoves(backing, extents);
    this.places = new Places(backing, slabs, extents, moves, policy);
    this.compactor = new Compactor(backing, table, slabs, extents, moves, policy);
    this.shortage =
        new Shortage(
            backing, table, slabs, extents, places, magazines, compactor, policy.entryBytes());
    this.granuleMask = -policy.granuleBytes() >> LOG_GRANULE_BYTES;
  }

  @Override
  public long malloc(long size) {
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granules = granulesOf(size);
    long kept = magazines.take(granules);
    if (kept == 0) return mallocAnew(granules, 1);
    allocated(granules);
    blocks++;
    return kept;
  }

  @Override
  public long malloc(long size, long alignment) {
    Alignment.require(alignment);
    if (alignment <= GRANULE_BYTES) return malloc(size);
    if (size < 0 || size > MAX_SIZE) return NULL;
    long alignmentGranules = alignment >>> LOG_GRANULE_BYTES;
    return mallocAnew(granulesOf(size), alignmentGranules);
  }

  /// An aligned block is committed whole.
  @Override
  public long malloc(long size, long alignment, long touched) {
    if (alignment > GRANULE_BYTES) return malloc(size, alignment);
    extents.expect(touched);
    try {
      return malloc(size);
    } finally {
      extents.expectAll();
    }
  }

  /// A block that no magazine has.
  private long mallocAnew(long granules, long alignment) {
    long handle = enter(places.take(granules, alignment));
    if (handle == 0) handle = mallocSlow(granules, alignment);
    if (handle == 0) return NULL;
    allocated(granules);
    blocks++;
    return handle;
  }

  private long mallocSlow(long granules, long alignment) {
    if (shortage.begin(granules)) {
      do {
        long handle = enter(places.take(granules, alignment));
        if (handle != 0) return handle;
      } while (shortage.goOn());
      long handle = enter(places.takeAny(granules, alignment));
      if (handle != 0) return handle;
    }
    shortage.tidy();
    return 0;
  }

  /// Makes an entry for a new block, or takes the block back where there is no room for one.
  private long enter(long place) {
    if (place == 0) return 0;
    long handle = table.add(place);
    if (handle == 0) {
      places.untake(place);
    } else {
      places.setOwner(place, handle & INDEX_MASK);
    }
    return handle;
  }

  private void allocated(long granules) {
    allocatedGranules += granules;
    if (--operationsToTick == 0) tick();
  }

  private void tick() {
    operationsToTick = OPERATIONS_PER_TICK;
    if (magazines.limit((long) (policy.readyShare() * backing.footprintBytes()))) {
      magazines.empty(places);
    }
    compactor.tick(allocatedGranules << LOG_GRANULE_BYTES);
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.DOUBLE_FREE, handle);
    if (EntryLayout.isLocked(Memory.getChar(at + TAG))) {
      throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
    }
    long place = HandleTable.granuleAt(at);
    if (!magazines.keep(handle, at, places.plainGranules(place))) {
      places.giveBack(place);
      table.remove(handle & INDEX_MASK);
    }
    if (--blocks == 0 && backing.footprintBytes() > IDLE_BYTES) giveAllBack();
    if (--operationsToTick == 0) tick();
  }

  private void giveAllBack() {
    magazines.empty(places);
    compactor.purge();
  }

  @Override
  public long lock(long handle) {
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    int tag = Memory.getChar(at + TAG);
    if ((tag & LOCKS_MASK) != MANY_LOCKS) {
      Memory.putChar(at + TAG, tag + 1);
    } else if (!deepLocks.increment(handle & INDEX_MASK)) {
      throw new MisuseException(Kind.LOCK_OVERFLOW, handle);
    }
    return address(HandleTable.granuleAt(at));
  }

  @Override
  public void unlock(long handle) {
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    int tag = Memory.getChar(at + TAG);
    int locks = tag & LOCKS_MASK;
    if (locks == 0) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle);
    if (locks < MANY_LOCKS || !deepLocks.decrement(handle & INDEX_MASK)) {
      Memory.putChar(at + TAG, tag - 1);
    }
  }

  @Override
  public long realloc(long handle, long size) {
    return resize(handle, size, size);
  }

  @Override
  public long realloc(long handle, long size, long touched) {
    extents.expect(touched);
    try {
      return resize(handle, size, touched);
    } finally {
      extents.expectAll();
    }
  }

  private long resize(long handle, long size, long touched) {
    if (handle == NULL) return malloc(size);
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granules = granulesOf(size);
    long old = HandleTable.granuleAt(at);
    if (!places.commitPayload(old, Math.min(size, touched))) return NULL;
    if (places.resize(old, granules)) return handle;
    long index = handle & INDEX_MASK;
    boolean locked = EntryLayout.isLocked(Memory.getChar(at + TAG));
    long place = locked ? 0 : places.resizeElsewhere(old, granules, index);
    if (place == 0) place = resizeSlow(at, index, size, locked);
    if (place == 0) return NULL;
    if (place == HandleTable.granuleAt(at)) return handle;
    table.move(index, place);
    allocated(granules);
    return handle;
  }

  /// Resizes a block for which there is no good place.
  ///
  /// @return where it is then, or 0 when there is no place at all
  private long resizeSlow(long at, long index, long size, boolean locked) {
    long granules = granulesOf(size);
    long present = HandleTable.granuleAt(at);
    if (resizeWhereItIs(present, size)) return present;
    if (locked && !places.mayGrow(present, granules)) return 0;
    if (!shortage.begin(granules - places.payloadGranules(present))) return 0;
    do {
      present = HandleTable.granuleAt(at);
      if (resizeWhereItIs(present, size)) return present;
      long place = locked ? 0 : places.resizeElsewhere(present, granules, index);
      if (place != 0) return place;
    } while (shortage.goOn());
    return locked ? 0 : places.copy(present, places.takeAny(granules, 1), granules, index);
  }

  /// The granules that sizes are rounded up to are no reason to refuse a request.
  private boolean resizeWhereItIs(long place, long size) {
    return places.resizeAnyhow(place, granulesOf(size))
        || places.resizeAnyhow(place, wholeGranules(size));
  }

  @Override
  public long usableSize(long handle) {
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    return places.payloadGranules(HandleTable.granuleAt(at)) << LOG_GRANULE_BYTES;
  }

  /// A handle of an earlier life of its entry was right once; any other was made up.
  private MisuseException misuse(Kind kind, long handle) {
    return new MisuseException(table.wasIssued(handle) ? kind : Kind.FOREIGN_ADDRESS, handle);
  }

  @Override
  public long compact(long budgetBytes) {
    magazines.empty(places);
    return compactor.compact(budgetBytes);
  }

  @Override
  public Compaction compaction() {
    return compactor.compaction();
  }

  @Override
  public void watch(PauseWatcher watcher) {
    compactor.watch(watcher);
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
    new Walk(backing, table, deepLocks, slabs, extents).show(visitor);
  }

  @Override
  public void check() {
    new HeapAudit(backing, table, deepLocks, slabs, extents, magazines).run();
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
    return (wholeGranules(size) + ~granuleMask) & granuleMask;
  }

  private static long wholeGranules(long size) {
    return Math.max(1, (size + GRANULE_BYTES - 1) >>> LOG_GRANULE_BYTES);
  }
}
