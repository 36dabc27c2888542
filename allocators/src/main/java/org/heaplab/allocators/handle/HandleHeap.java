package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.ADDRESS_MASK;
import static org.heaplab.allocators.handle.EntryLayout.GENERATION_MASK;
import static org.heaplab.allocators.handle.EntryLayout.GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOCKS_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.ONE_LOCK;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Catalogue.Entry;
import org.heaplab.allocators.Catalogue.Options;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
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
  private final SlabPages slabs;
  private final Extents extents;
  private final Magazines magazines;
  private final Compactor compactor;
  private final int maxSmallGranules;
  private final double readyShare;
  private int operationsToTick = OPERATIONS_PER_TICK;
  private long allocatedGranules;

  /// Blocks freed or resized since a compaction that went as far as it could.
  private long freedSinceCompacted;

  private HandleHeap(long limitBytes, Options options) {
    this(limitBytes, Policy.of(options));
  }

  HandleHeap(long limitBytes, Policy policy) {
    this.backing = new Backing(Layout.BYTES, limitBytes);
    this.base = backing.base();
    this.table = new HandleTable(backing);
    this.slabs = new SlabPages(backing);
    this.extents = new Extents(backing);
    this.magazines = new Magazines(backing, table);
    this.compactor = new Compactor(backing, table, slabs, extents, policy);
    this.maxSmallGranules = policy.maxSmallGranules();
    this.readyShare = policy.readyShare();
  }

  @Override
  public long malloc(long size) {
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granules = granulesOf(size);
    long kept = magazines.take(granules);
    if (kept != 0) {
      allocated(granules);
      return kept;
    }
    return mallocAnew(granules, 1);
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
    long handle = enter(room(granules, alignment));
    if (handle == 0 && makeRoom(granules)) {
      handle = enter(room(granules, alignment));
      if (handle == 0) handle = enter(lastRoom(granules, alignment));
    }
    if (handle != 0) {
      allocated(granules);
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
    extents.forgetHeads();
    magazines.forgetHeads();
    backing.release(base + Layout.HEADS, Layout.TABLE_PARTIAL - Layout.HEADS);
  }

  /// A slot whose size is a multiple of the alignment is aligned, because its page is.
  private long room(long granules, long alignment) {
    long slot = Layout.roundUp(granules, alignment);
    return slot <= maxSmallGranules ? slabs.malloc((int) slot) : extentRoom(granules, alignment);
  }

  private long extentRoom(long granules, long alignment) {
    return alignment == 1 ? extents.malloc(granules) : extents.mallocAligned(granules, alignment);
  }

  /// Where no page can be had, a larger slot or the bytes between extents still serve.
  private long lastRoom(long granules, long alignment) {
    for (long slot = Layout.roundUp(granules, alignment);
        slot <= maxSmallGranules;
        slot += alignment) {
      long granule = slabs.mallocWithin((int) slot);
      if (granule != 0) return granule;
    }
    return extentRoom(granules, alignment);
  }

  /// Makes an entry for a new block, or takes the block back where there is no room for one.
  private long enter(long granule) {
    if (granule == 0) return 0;
    long handle = table.add(granule);
    if (handle == 0) {
      if (SlabPages.contains(granule)) slabs.undo(granule);
      else extents.free(granule);
    } else if (!SlabPages.contains(granule)) {
      extents.setOwner(granule, handle & INDEX_MASK);
    }
    return handle;
  }

  private void giveBack(long granule) {
    if (SlabPages.contains(granule)) {
      slabs.free(granule);
    } else {
      extents.free(granule);
    }
  }

  /// Compacts for a request that was refused, unless it could not fit even then.
  ///
  /// @param granules that it would add to those in use
  private boolean makeRoom(long granules) {
    long used = slabs.usedGranules() + extents.usedGranules() - magazines.granules();
    long entries = table.used() - magazines.count();
    if ((used + entries + granules) << LOG_GRANULE_BYTES > backing.limitBytes()) return false;
    emptyMagazines();
    tidy();
    if (freedSinceCompacted > 0) {
      freedSinceCompacted = 0;
      compactor.compact(Long.MAX_VALUE);
    }
    return true;
  }

  private void allocated(long granules) {
    allocatedGranules += granules;
    if (--operationsToTick == 0) tick();
  }

  private void tick() {
    operationsToTick = OPERATIONS_PER_TICK;
    if (magazines.limit((long) (readyShare * backing.footprintBytes()))) emptyMagazines();
    compactor.tick(allocatedGranules << LOG_GRANULE_BYTES);
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    long index = handle & INDEX_MASK;
    long entry = table.entry(index);
    if (EntryLayout.isStale(entry, handle)) throw misuse(Kind.DOUBLE_FREE, handle);
    if (EntryLayout.isLocked(entry)) throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
    long granule = entry & ADDRESS_MASK;
    if (!magazines.keep(index, entry, plainGranules(granule))) {
      giveBack(granule);
      table.remove(index, entry);
    }
    freedSinceCompacted++;
    if (table.used() == magazines.count() && backing.footprintBytes() > IDLE_BYTES) giveAllBack();
    if (--operationsToTick == 0) tick();
  }

  private void giveAllBack() {
    emptyMagazines();
    compactor.purge();
  }

  /// Frees for good what is kept ready.
  private void emptyMagazines() {
    for (int granules = 1; magazines.count() > 0; granules++) {
      for (long index; (index = magazines.evict(granules)) >= 0; ) {
        long entry = table.entry(index);
        giveBack(entry & ADDRESS_MASK);
        table.remove(index, entry);
      }
    }
  }

  private long plainGranules(long granule) {
    return SlabPages.contains(granule)
        ? slabs.granulesAt(granule)
        : extents.plainPayloadGranules(granule);
  }

  @Override
  public long lock(long handle) {
    long index = handle & INDEX_MASK;
    long entry = table.entry(index);
    if (EntryLayout.isStale(entry, handle)) throw misuse(Kind.STALE_HANDLE, handle);
    if ((entry & LOCKS_MASK) == LOCKS_MASK) throw new MisuseException(Kind.LOCK_OVERFLOW, handle);
    table.set(index, entry + ONE_LOCK);
    return base + ((entry & ADDRESS_MASK) << LOG_GRANULE_BYTES);
  }

  @Override
  public void unlock(long handle) {
    long index = handle & INDEX_MASK;
    long entry = table.entry(index);
    if (EntryLayout.isStale(entry, handle)) throw misuse(Kind.STALE_HANDLE, handle);
    if ((entry & LOCKS_MASK) == 0) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle);
    table.set(index, entry - ONE_LOCK);
  }

  @Override
  public long realloc(long handle, long size) {
    if (handle == NULL) return malloc(size);
    long index = handle & INDEX_MASK;
    long entry = table.entry(index);
    if (EntryLayout.isStale(entry, handle)) throw misuse(Kind.STALE_HANDLE, handle);
    if (size < 0 || size > MAX_SIZE) return NULL;
    long granule = entry & ADDRESS_MASK;
    long granules = granulesOf(size);
    if (staysInPlace(granule, granules)) return handle;
    boolean shrinks = granules <= payloadGranules(granule);
    boolean locked = EntryLayout.isLocked(entry);
    long target = locked ? 0 : room(granules, 1);
    if (target == 0 && shrinks) {
      trim(granule, granules);
      return handle;
    }
    if (locked) return NULL;
    if (target == 0) {
      boolean mayFit = makeRoom(granules - payloadGranules(granule));
      if (staysInPlace(table.entryInUse(index) & ADDRESS_MASK, granules)) return handle;
      if (mayFit) target = room(granules, 1);
      if (mayFit && target == 0) target = lastRoom(granules, 1);
    }
    if (target == 0) return NULL;
    move(index, target, granules);
    allocated(granules);
    return handle;
  }

  private boolean staysInPlace(long granule, long granules) {
    if (SlabPages.contains(granule)) return granules == slabs.granulesAt(granule);
    if (granules <= maxSmallGranules || !extents.resize(granule, granules)) return false;
    freedSinceCompacted++;
    return true;
  }

  /// Shortens a block that has nowhere else to go; a slot stays as it is.
  private void trim(long granule, long granules) {
    if (SlabPages.contains(granule)) return;
    extents.resize(granule, granules);
    freedSinceCompacted++;
  }

  /// Moves a block into a place of another size.
  private void move(long index, long target, long granules) {
    long granule = table.entry(index) & ADDRESS_MASK;
    long kept = Math.min(granules, payloadGranules(granule));
    Memory.copy(address(granule), address(target), kept << LOG_GRANULE_BYTES);
    if (!SlabPages.contains(target)) extents.setOwner(target, index);
    table.move(index, target);
    giveBack(granule);
    freedSinceCompacted++;
  }

  @Override
  public long usableSize(long handle) {
    long entry = table.entry(handle & INDEX_MASK);
    if (EntryLayout.isStale(entry, handle)) throw misuse(Kind.STALE_HANDLE, handle);
    return payloadGranules(entry & ADDRESS_MASK) << LOG_GRANULE_BYTES;
  }

  private long payloadGranules(long granule) {
    return SlabPages.contains(granule)
        ? slabs.granulesAt(granule)
        : extents.payloadGranules(granule);
  }

  /// A handle of an earlier life of its entry was right once; any other was made up.
  private MisuseException misuse(Kind kind, long handle) {
    long latest = table.latestGeneration(handle & INDEX_MASK);
    boolean wasIssued =
        !EntryLayout.isStale(handle, handle)
            && Long.compareUnsigned(handle & GENERATION_MASK, latest) < 0;
    return new MisuseException(wasIssued ? kind : Kind.FOREIGN_ADDRESS, handle);
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
  public long footprintBytes() {
    return backing.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return base;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    new Walk(backing, table, slabs, extents).show(visitor);
  }

  @Override
  public void close() {
    backing.close();
  }

  private long address(long granule) {
    return base + (granule << LOG_GRANULE_BYTES);
  }

  private static long granulesOf(long size) {
    return Math.max(1, (size + GRANULE_BYTES - 1) >>> LOG_GRANULE_BYTES);
  }
}
