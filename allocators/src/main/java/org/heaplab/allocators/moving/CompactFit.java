package org.heaplab.allocators.moving;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.BackedHeap;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CompactionPauses;
import org.heaplab.allocators.mechanism.PageSupply;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Compact-fit: blocks lie in pages of one size class, and when a free leaves too many pages of a
/// class with free slots, a block moves from one of them into the slot that became free.
///
/// From: Craciunas, Kirsch, Payer, Sokolova, Stadler, Staudinger, *A Compacting Real-Time Memory
/// Management System*, USENIX ATC 2008, written from its description.
///
/// ```text
///              ┌───────┐
///    handle ─▶ │ entry │ ────────────────╮    two words for each block:
///              └───▲───┘                 │    its entry, and its header H
///                  ╰──────────────────╮  │
///                  ┌────────┬──────┬──┴┬─▼───────┬──────┬──────┐
///    a page of     │ header │ slot │ H │ payload │ slot │ tail │
///    one class     └────────┴──────┴───┴─────────┴──────┴──────┘
/// ```
///
/// Invariant: while no block is locked, at most κ pages of a class have used and free slots. With κ
/// = 1, the usual value, all pages of a class but one are full; with more, fewer blocks move.
///
/// Malloc takes constant time. Free takes constant time when no block moves and time linear in the
/// size of the block that moves otherwise.
///
/// Where this differs from the original, or it does not say:
///
/// 1. A locked block does not move; another of the same class does instead, if one of a few pages
///    has any. If none has, the class has too many pages, and later frees in it move two blocks.
/// 2. Blocks too large for a page get whole pages of their own and stay there ([LargeRuns]).
/// 3. A block that asks for a larger alignment lies further back in its slot.
/// 4. When there is no memory for a page, a request takes a slot of a larger class.
/// 5. A word has 64 bits, and the header also says where the block's slot is ([SlotHeader]).
public final class CompactFit implements HandleAllocator, BackedHeap {
  private static final Option KAPPA =
      Option.count(
              "kappa",
              "how many pages of a size class may have used and free slots before a free moves a"
                  + " block",
              1,
              1)
          .tried(4);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofHandles(
              "compact-fit",
              Family.MOVING,
              "Craciunas et al., A Compacting Real-Time Memory Management System, 2008",
              CompactFit::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(
              Kind.DOUBLE_FREE,
              Kind.STALE_HANDLE,
              Kind.FOREIGN_ADDRESS,
              Kind.UNLOCK_WITHOUT_LOCK,
              Kind.LOCK_OVERFLOW,
              Kind.FREE_WHILE_LOCKED)
          .with(KAPPA, DirtyPages.OPTION, AlignmentRule.OPTION);

  /// Entries for as many of the smallest blocks as a page of the system has room for.
  private static final int TABLE_BYTES =
      (int) Backing.PAGE_BYTES / 32 * IndirectionTable.ENTRY_BYTES;

  private static final int MOST_MOVES = 2;
  private static final int MOST_SOURCES = 4;

  private final PageSupply supply;
  private final IndirectionTable table;
  private final LargeRuns large;
  private final CompactFitSizes sizes;
  private final CompactFitPages pages;
  private final int quantum;
  private final int kappa;

  private long inspections;
  private final CompactionPauses pauses = new CompactionPauses();

  private CompactFit(long limitBytes, Options options) {
    this(limitBytes, AlignmentRule.of(options), options.count(KAPPA));
    backing().keepDirty(options);
  }

  CompactFit(long limitBytes, AlignmentRule rule, int kappa) {
    this.supply = PageSupply.withManyAddresses(limitBytes, TABLE_BYTES);
    this.table = new IndirectionTable(supply.backing(), supply.side());
    this.large = new LargeRuns(supply, table);
    this.quantum = (int) rule.bytes();
    this.sizes =
        new CompactFitSizes(CompactFitPages.PAGE_BYTES - CompactFitPages.HEADER_BYTES, quantum);
    this.pages = new CompactFitPages(supply, sizes);
    this.kappa = kappa;
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Math.max(Alignment.require(alignment), quantum);
    if (size < 0 || size > Math.min(backing().limitBytes(), Backing.MAX_BYTES)) return NULL;
    long handle = allocate(size, boundary);
    return handle != NULL ? handle : mallocSlow(size, boundary);
  }

  private long allocate(long size, long boundary) {
    long bytes = blockBytes(size, boundary);
    if (bytes > sizes.largest()) return large.allocate(size, boundary);
    if (!table.prepare()) return NULL;
    int sizeClass = sizes.classFor(bytes);
    int page = pages.first(sizeClass);
    if (page == 0) page = pages.add(sizeClass);
    return page == 0 ? NULL : place(page, sizeClass, boundary);
  }

  private long place(int page, int sizeClass, long boundary) {
    int slot = pages.take(page);
    long payload = payload(page, slot, boundary);
    long handle = table.add(payload, boundary, false);
    writeHeader(page, slot, sizeClass, handle);
    return handle;
  }

  /// There is no memory for a page: compaction may have left some, or a larger class a slot.
  private long mallocSlow(long size, long boundary) {
    boolean isWorthAnother = pages.releaseSpare();
    isWorthAnother |= compact(Long.MAX_VALUE) > 0 && pages.releaseSpare();
    long handle = isWorthAnother ? allocate(size, boundary) : NULL;
    long bytes = blockBytes(size, boundary);
    if (handle != NULL || bytes > sizes.largest() || !table.prepare()) return handle;
    for (int larger = sizes.classFor(bytes); larger < sizes.classes(); larger++) {
      inspections++;
      if (pages.first(larger) != 0) return place(pages.first(larger), larger, boundary);
    }
    return NULL;
  }

  @Override
  public long realloc(long handle, long size) {
    if (handle == NULL) return malloc(size);
    table.require(handle, Kind.STALE_HANDLE);
    if (size < 0 || size > Math.min(backing().limitBytes(), Backing.MAX_BYTES)) return NULL;
    if (!resize(handle, size) && !move(handle, size) && size > usableSize(handle)) return NULL;
    table.setAlignment(handle, quantum);
    return handle;
  }

  /// Keeps a block where it is, unless another place would be half as large.
  private boolean resize(long handle, long size) {
    long bytes = blockBytes(size, quantum);
    if (table.isRun(handle)) return bytes > sizes.largest() && large.resize(handle, size);
    long payload = table.address(handle);
    return size <= usableSize(handle) && 2 * bytes >= sizes.bytes(SlotHeader.sizeClass(payload));
  }

  /// Gives a block the memory of another made for it, and frees its own under that one's handle.
  private boolean move(long handle, long size) {
    if (table.isLocked(handle)) return false;
    long other = malloc(size);
    if (other == NULL) return false;
    long kept = Math.min(usableSize(handle), usableSize(other));
    Memory.copy(table.address(handle), table.address(other), kept);
    table.swapBlocks(handle, other);
    table.setAlignment(handle, quantum);
    referTo(handle);
    referTo(other);
    free(other);
    return true;
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    table.requireFreeable(handle);
    if (table.isRun(handle)) {
      large.free(handle);
      return;
    }
    long payload = table.address(handle);
    int sizeClass = SlotHeader.sizeClass(payload);
    table.remove(handle);
    pages.giveBack(pageAt(payload), SlotHeader.slot(payload));
    if (pages.notFull(sizeClass) > kappa) restoreBound(sizeClass);
  }

  /// Moves blocks of a class until no more of its pages than κ have used and free slots. One move
  /// is enough unless locks were in the way before.
  private void restoreBound(int sizeClass) {
    long moved = 0;
    pauses.begin();
    for (int moves = 0; moves < MOST_MOVES && pages.notFull(sizeClass) > kappa; moves++) {
      long bytes = fillSlot(sizeClass, Long.MAX_VALUE, MOST_SOURCES);
      if (bytes == 0) break;
      moved += bytes;
    }
    pauses.end(moved);
  }

  /// Moves a block from the page that has had free slots for longest to the one that has had them
  /// for the shortest time.
  ///
  /// @param sources how many pages may be searched for a block that is not locked
  /// @return bytes moved; 0 when there was no such block within the budget
  private long fillSlot(int sizeClass, long budgetBytes, int sources) {
    int target = pages.first(sizeClass);
    int source = pages.last(sizeClass);
    for (int i = 0; i < sources && source != target; i++) {
      for (int slot = pages.nextUsed(source, 0); slot >= 0; ) {
        inspections++;
        long handle = table.entry(SlotHeader.entryAt(pages.slot(source, slot)));
        if (!table.isLocked(handle)) {
          return sizes.bytes(sizeClass) > budgetBytes
              ? 0
              : relocate(handle, source, slot, target, sizeClass);
        }
        slot = pages.nextUsed(source, slot + 1);
      }
      source = pages.previous(source);
    }
    return 0;
  }

  private long relocate(long handle, int source, int slot, int target, int sizeClass) {
    int free = pages.take(target);
    long from = table.address(handle);
    long to = payload(target, free, table.alignment(handle));
    long bytes = Math.min(pages.slotEnd(source, slot) - from, pages.slotEnd(target, free) - to);
    Memory.copy(from, to, bytes);
    table.setAddress(handle, to);
    writeHeader(target, free, sizeClass, handle);
    pages.giveBack(source, slot);
    return bytes;
  }

  @Override
  public long compact(long budgetBytes) {
    long moved = 0;
    pauses.begin();
    for (int sizeClass = 0; sizeClass < sizes.classes(); sizeClass++) {
      while (pages.notFull(sizeClass) > 1) {
        long bytes = fillSlot(sizeClass, budgetBytes - moved, Integer.MAX_VALUE);
        if (bytes == 0) break;
        moved += bytes;
      }
    }
    pauses.end(moved);
    return moved;
  }

  @Override
  public long lock(long handle) {
    return table.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    table.unlock(handle);
  }

  @Override
  public long usableSize(long handle) {
    table.require(handle, Kind.STALE_HANDLE);
    if (table.isRun(handle)) return large.usableSize(handle);
    long payload = table.address(handle);
    return pages.slotEnd(pageAt(payload), SlotHeader.slot(payload)) - payload;
  }

  /// How many pages have used and free slots, of the class of a request.
  int notFullPages(long size) {
    return pages.notFull(sizes.classFor(blockBytes(size, quantum)));
  }

  private long blockBytes(long size, long boundary) {
    return SlotHeader.BYTES + Math.max(size, 1) + boundary - quantum;
  }

  private long payload(int page, int slot, long boundary) {
    return Alignment.up(pages.slot(page, slot) + SlotHeader.BYTES, boundary);
  }

  private void writeHeader(int page, int slot, int sizeClass, long handle) {
    long payload = table.address(handle);
    SlotHeader.write(payload, slot, sizeClass, (int) supply.pageAt(payload) - page);
    SlotHeader.setEntry(pages.slot(page, slot), payload, table.index(handle));
  }

  /// Lets the header of a block lead to the entry that now leads to it.
  private void referTo(long handle) {
    if (table.isRun(handle)) return;
    long payload = table.address(handle);
    long slotStart = pages.slot(pageAt(payload), SlotHeader.slot(payload));
    SlotHeader.setEntry(slotStart, payload, table.index(handle));
  }

  private int pageAt(long payload) {
    return (int) supply.pageAt(payload) - SlotHeader.part(payload);
  }

  @Override
  public long inspections() {
    return inspections;
  }

  @Override
  public Compaction compaction() {
    return pauses.soFar();
  }

  @Override
  public void watch(PauseWatcher watcher) {
    pauses.watch(watcher);
  }

  @Override
  public Backing backing() {
    return supply.backing();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    large.walk(visitor, run -> pages.show(run, table, visitor));
    table.walk(visitor);
    supply.walkTable(visitor);
  }
}
