package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOCKS_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.MANY_LOCKS;
import static org.heaplab.allocators.handle.EntryLayout.TAG;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Catalogue.Entry;
import org.heaplab.allocators.Catalogue.Options;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

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
      Entry.ofHandles("handle", "handle", "heaplab, 2026", HandleHeap::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
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
  private final Policy policy;
  private final long granuleMask;
  private int operationsToTick = OPERATIONS_PER_TICK;
  private long allocatedGranules;
  private long blocks;

  /// Blocks freed or resized since a compaction that went as far as it could.
  private long freedSinceCompacted;

  private long allocatedWhenCompacted;
  private long lockedWhenCompacted;

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

  /// A block that no magazine has. Where there is no room for it, compaction may make some.
  private long mallocAnew(long granules, long alignment) {
    long handle = enter(places.take(granules, alignment));
    if (handle == 0 && makeRoom(granules)) {
      handle = enter(places.take(granules, alignment));
      if (handle == 0) handle = enter(places.takeAny(granules, alignment));
    }
    if (handle != 0) {
      allocated(granules);
      blocks++;
    } else {
      tidy();
    }
    return handle;
  }

  /// Gives back what is committed for nothing: a place for which there was no entry, and the heads
  /// of all lists in an empty heap.
  private void tidy() {
    compactor.purge();
    if (table.used() > 0) return;
    slabs.forgetHeads();
    extents.free().forgetHeads();
    magazines.forgetHeads();
    backing.release(base + Layout.METADATA, Layout.HEADS_END - Layout.METADATA);
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

  /// Compacts for a request that was refused, unless it could not fit even then.
  ///
  /// @param granules that it would add to those in use
  private boolean makeRoom(long granules) {
    long keptWithHeaders = 2 * magazines.granules();
    long used = places.usedGranules() - keptWithHeaders;
    long least = ((used + granules) << LOG_GRANULE_BYTES) + blocks * policy.entryBytes();
    if (least > backing.limitBytes()) return false;
    emptyMagazines();
    tidy();
    long locked = table.lockedDigest();
    if (freedSinceCompacted > 0
        || allocatedGranules > allocatedWhenCompacted
        || locked != lockedWhenCompacted) {
      freedSinceCompacted = 0;
      allocatedWhenCompacted = allocatedGranules;
      lockedWhenCompacted = locked;
      compactor.compactWholly();
    }
    return true;
  }

  private void allocated(long granules) {
    allocatedGranules += granules;
    if (--operationsToTick == 0) tick();
  }

  private void tick() {
    operationsToTick = OPERATIONS_PER_TICK;
    if (magazines.limit((long) (policy.readyShare() * backing.footprintBytes()))) emptyMagazines();
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
    freedSinceCompacted++;
    if (--blocks == 0 && backing.footprintBytes() > IDLE_BYTES) giveAllBack();
    if (--operationsToTick == 0) tick();
  }

  private void giveAllBack() {
    emptyMagazines();
    compactor.purge();
  }

  /// Frees for good what is kept ready.
  private void emptyMagazines() {
    for (int granules = 1; !magazines.isEmpty(); granules++) {
      for (long index; (index = magazines.evict(granules)) >= 0; ) {
        places.giveBack(table.granule(index));
        table.remove(index);
      }
    }
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
    if (handle == NULL) return malloc(size);
    long at = table.find(handle);
    if (at == 0) throw misuse(Kind.STALE_HANDLE, handle);
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granules = granulesOf(size);
    if (places.resize(HandleTable.granuleAt(at), granules)) return resized(handle);
    boolean locked = EntryLayout.isLocked(Memory.getChar(at + TAG));
    long index = handle & INDEX_MASK;
    long place = locked ? 0 : places.resizeElsewhere(HandleTable.granuleAt(at), granules, index);
    if (place == 0) {
      long more = granules - places.payloadGranules(HandleTable.granuleAt(at));
      if (more <= 0 && places.resizeAnyhow(HandleTable.granuleAt(at), granules))
        return resized(handle);
      if (locked) return NULL;
      boolean mayFit = makeRoom(more);
      if (places.resizeAnyhow(HandleTable.granuleAt(at), granules)) return resized(handle);
      if (mayFit) place = places.resizeElsewhere(HandleTable.granuleAt(at), granules, index);
      if (mayFit && place == 0) {
        place =
            places.copy(HandleTable.granuleAt(at), places.takeAny(granules, 1), granules, index);
      }
      if (place == 0) return NULL;
    }
    table.move(index, place);
    allocated(granules);
    return resized(handle);
  }

  private long resized(long handle) {
    freedSinceCompacted++;
    return handle;
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
    emptyMagazines();
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
    long granules = (size + GRANULE_BYTES - 1) >>> LOG_GRANULE_BYTES;
    return (Math.max(1, granules) + ~granuleMask) & granuleMask;
  }
}
