package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.table.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.LOCKS_MASK;
import static org.heaplab.allocators.handle.table.EntryLayout.ONE_GENERATION;
import static org.heaplab.allocators.handle.table.EntryLayout.TAG;
import static org.heaplab.allocators.handle.table.EntryLayout.TAG_SHIFT;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.handle.audit.Invariant;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.extents.ExtentBins;
import org.heaplab.allocators.handle.extents.ExtentBreaker;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.slabs.SlabBreaker;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.EntryPageLayout;
import org.heaplab.allocators.handle.table.HandleTable;
import org.heaplab.allocators.handle.table.PackedEntries;

/// A heap with pages and blocks in every state, and a way to break each [Invariant] by writing into
/// its memory.
///
/// ```text
///   slab page    0         1         2      3 4 5      …        21
///             64 kept   retained    full   partial    full    current      blocks of 48 bytes
///   entry page   0                1                2
///             partial           full            current
///   extents   blocks of 3000 bytes, the sixth free; of 100 000, the second free and clean
/// ```
final class BrokenHeap implements AutoCloseable {
  private static final int SMALL = 48;
  private static final int SMALL_CLASS = SMALL / HeapAreas.GRANULE_BYTES;
  private static final int SMALL_PER_PAGE = (int) (Backing.PAGE_BYTES / SMALL);

  /// One of so many blocks is kept where entries are to be packed.
  private static final int SMALL_KEPT = 10;

  private static final long LOG =
      HeapAreas.TABLE + (HandleTable.MAX_PAGES << Backing.LOG_PAGE_BYTES);

  /// What comes before the entries of a pack: page, count and 11 words of bits.
  private static final int PACK_HEAD_BYTES = 12 * Long.BYTES;

  private static final int LARGE = 3000;
  private static final int HUGE = 100_000;
  private static final int MANY = EntryLayout.MANY_LOCKS + 5;
  private static final int TABLE_PARTIAL = 0;
  private static final int TABLE_RELEASED = 1;
  private static final int SLABS_RETAINED = 2;
  private static final int SLABS_RELEASED = 3;
  private static final long SET_BYTES = Backing.PAGE_BYTES / 4;

  private HandleHeap heap = make("handle:compact=asked,ready=0.1,small=128");
  private long base = heap.baseAddress();
  private final List<Long> small = new ArrayList<>();
  private final List<Long> large = new ArrayList<>();
  private final List<Long> huge = new ArrayList<>();
  private final long freeSmallExtent;
  private final long cleanExtent;

  BrokenHeap() {
    for (int i = 0; i < 1900; i++) small.add(heap.malloc(SMALL));
    for (int i = 0; i < 20; i++) large.add(heap.malloc(LARGE));
    for (int i = 0; i < 4; i++) huge.add(heap.malloc(HUGE));
    for (int i = 0; i < 2 * SMALL_PER_PAGE; i++) heap.free(small.get(i));
    for (int i = 3; i < 6; i++) {
      for (int j = 0; j < SMALL_PER_PAGE; j += 2) heap.free(small.get(i * SMALL_PER_PAGE + j));
    }
    freeSmallExtent = extentOf(large.get(5));
    cleanExtent = extentOf(huge.get(1));
    heap.free(large.get(5));
    heap.free(huge.get(1));
  }

  private static HandleHeap make(String specification) {
    return (HandleHeap) Catalogue.find(specification).create(Long.MAX_VALUE);
  }

  HandleHeap heap() {
    return heap;
  }

  @Override
  public void close() {
    heap.close();
  }

  void violate(Invariant invariant) {
    switch (invariant) {
      case NO_STRAY_PAGES -> Memory.putByte(base + HeapAreas.TABLE + (1 << 20), (byte) 1);
      case FOOTPRINT -> flip(base + heap.backing().bytes(), 0);
      case SET_SIZE -> flip(setWord(TABLE_PARTIAL), 40);
      case SET_FLOOR -> putBelowTheFloor();
      case SETS_COMMITTED -> commitSetsOfAYoungHeap();
      case ENTRY_PAGE_COMMITTED -> release(HeapAreas.TABLE);
      case ENTRY_PAGE_PARTIAL -> moveBit(TABLE_PARTIAL, 0, 1);
      case ENTRY_PAGE_RELEASED -> {
        for (long handle : List.copyOf(small)) {
          if (entryPage(handle) == 1) heap.free(handle);
        }
        moveBit(TABLE_RELEASED, 1, 0);
      }
      case ENTRY_HAS_BLOCK -> Memory.putInt(entry(lastSmall()), 0);
      case ENTRY_LOCKS -> addToChar(firstFreeEntry() + TAG, 1);
      case ENTRIES_USED -> addUsed(tableDescriptor(0), 1);
      case ENTRIES_FREE ->
          Memory.putInt(firstFreeEntry(), EntryPageLayout.free(tableDescriptor(0)));
      case TABLE_USED -> addFreshEntry(entryPage(huge.get(3)), Memory.getInt(entry(huge.get(3))));
      case LOG_COMMITTED -> release(pack() - base);
      case PACK_NAMED -> Memory.putInt(pack(), 77);
      case PACK_BITS -> flip(pack() + Long.BYTES, 1);
      case PACK_COUNTS -> moveOutOfPack(pack());
      case EXTRA_LOCKS_ENTRY_FULL -> {
        lockOften(lastSmall());
        addToChar(entry(lastSmall()) + TAG, 1 - LOCKS_MASK);
      }
      case EXTRA_LOCKS_COUNT -> {
        lockOften(lastSmall());
        Memory.putInt(base + MetadataLayout.EXTRA_LOCKS + 4, 0);
      }
      case EXTRA_LOCKS_ONCE -> {
        lockOften(lastSmall());
        lockOften(small.get(1000));
        long pairs = base + MetadataLayout.EXTRA_LOCKS;
        Memory.putInt(pairs + 8, Memory.getInt(pairs));
      }
      case FREE_PAGE_COMMITTED -> release(HeapAreas.SLABS + 2 * Backing.PAGE_BYTES);
      case FREE_PAGE_NOTED -> moveBit(SLABS_RETAINED, 1, 0);
      case SLAB_CURRENT -> slabs().setCurrent(SMALL_CLASS, 2);
      case SLAB_LINKS -> slabs().linkBackTo(3, 8);
      case SLAB_LEAST_FREE -> slabs().countOneMoreFreeSlot(SMALL_CLASS);
      case SLOT_ONCE -> Memory.putInt(entry(lastSmall()), Memory.getInt(entry(small.get(1000))));
      case SLOT_START -> Memory.putInt(entry(lastSmall()), Memory.getInt(entry(lastSmall())) + 1);
      case SLOTS_FILL -> slabs().loseFreeList(3);
      case SLAB_LISTED -> slabs().unlink(3);
      case SLAB_EMPTY -> slabs().countNoUsedSlots(2);
      case SLAB_COUNTS -> {
        slabs().takeOutOfService(3);
      }
      case EXTENTS_TILE -> extents().grow(extentOf(large.get(0)), 1L << 30);
      case EXTENTS_COALESCED -> extents().clearUsed(extentOf(large.get(6)));
      case EXTENT_TAGS -> extents().setPreviousUsed(extentOf(large.get(6)));
      case EXTENT_BINNED -> extents().unbin(cleanExtent);
      case EXTENTS_USED -> extents().use(cleanExtent, extentOf(huge.get(2)));
      case EXTENT_POPULATION -> addToChar(extentCount(77), 1);
      case EXTENT_OWNER -> extents().addToOwner(extentOf(large.get(1)), 3);
      case EXTENT_COMMITTED -> commit(cleanExtent + HUGE / 2);
      case EXTENTS_TOP -> commit(base + HeapAreas.EXTENTS + (1 << 30));
      case REGION_FREE -> addToChar(base + MetadataLayout.REGIONS, 1);
      case REGION_ANCHOR -> addToChar(base + MetadataLayout.REGIONS + 2, 1);
      case BIN_BIT -> flip(base + MetadataLayout.EXTENT_BINS, 20);
      case BIN_LINKS -> extents().linkBackTo(freeSmallExtent, 77);
      case BINS_SMALL -> extents().use(freeSmallExtent, extentOf(large.get(6)));
      case KEPT_BLOCK -> addToChar(entry(firstKept()) + TAG, ONE_GENERATION);
      case KEPT_HANDLE ->
          setFirstKept(SMALL_CLASS, firstKept() + ((2L * ONE_GENERATION) << TAG_SHIFT));
      case KEPT_ROOM -> addToRoom(SMALL_CLASS, 1);
      case KEPT_ONCE -> unkeep();
      case KEPT_COUNT -> {
        long kept = firstKept();
        unkeep();
        Memory.putLong(blockOf(kept), 0);
        setFirstKept(SMALL_CLASS - 1, kept);
        addToRoom(SMALL_CLASS - 1, -1);
      }
    }
  }

  /// Raises the floor of a set to its second word, then puts a number into its first word.
  private void putBelowTheFloor() {
    replace("handle:compact=asked,ready=0");
    var handles = new ArrayList<Long>();
    int perPage = (int) (Backing.PAGE_BYTES / 64);
    for (int i = 0; i < 200 * perPage; i++) handles.add(heap.malloc(64));
    for (int i = 100 * perPage; i < handles.size(); i++) heap.free(handles.get(i));
    heap.compact(Long.MAX_VALUE);
    heap.malloc(8);
    moveBit(SLABS_RELEASED, 150, 3);
  }

  private void commitSetsOfAYoungHeap() {
    replace("handle");
    heap.malloc(1);
    commit(base + MetadataLayout.PAGE_SETS);
  }

  private void replace(String specification) {
    heap.close();
    heap = make(specification);
    base = heap.baseAddress();
  }

  private void addFreshEntry(long page, int granule) {
    long descriptor = tableDescriptor(page);
    int fresh = EntryPageLayout.fresh(descriptor);
    long at = base + HeapAreas.TABLE + page * Backing.PAGE_BYTES + (fresh << 1);
    Memory.putInt(at, granule);
    Memory.putChar(at + TAG, ONE_GENERATION);
    EntryPageLayout.setFresh(descriptor, fresh + (EntryLayout.ENTRY_BYTES >> 1));
    addUsed(descriptor, 1);
  }

  private static void addUsed(long descriptor, int more) {
    EntryPageLayout.setUsed(descriptor, EntryPageLayout.used(descriptor) + more);
  }

  /// A heap with packed pages of entries.
  ///
  /// @return the absolute address of the first pack
  private long pack() {
    replace("handle:pack=0.015,compact=asked,ready=0");
    small.clear();
    for (int i = 0; i < 20_000; i++) small.add(heap.malloc(SMALL));
    for (int i = 0; i < small.size(); i++) if (i % SMALL_KEPT > 0) heap.free(small.get(i));
    heap.compact(Long.MAX_VALUE);
    return base + LOG;
  }

  /// Makes the first entry of a pack one of the page that new entries come from.
  private void moveOutOfPack(long pack) {
    long at = pack + PACK_HEAD_BYTES;
    int granule = Memory.getInt(at);
    Memory.putInt(at, 0);
    Memory.putChar(at + TAG, 0);
    addUsed(tableDescriptor(PackedEntries.pageOf(pack)), -1);
    addFreshEntry(entryPage(small.get(small.size() - SMALL_KEPT)), granule);
  }

  private void lockOften(long handle) {
    for (int i = 0; i < MANY; i++) heap.lock(handle);
  }

  private long lastSmall() {
    return small.getLast();
  }

  private long entry(long handle) {
    return base + HeapAreas.TABLE + ((handle & INDEX_MASK) << EntryLayout.LOG_INDEX_BYTES);
  }

  private long entryPage(long handle) {
    return (entry(handle) - base - HeapAreas.TABLE) >>> Backing.LOG_PAGE_BYTES;
  }

  private long tableDescriptor(long page) {
    return base + MetadataLayout.TABLE_DESCRIPTORS + page * EntryPageLayout.DESCRIPTOR_BYTES;
  }

  private long firstFreeEntry() {
    long place = EntryPageLayout.free(tableDescriptor(0)) - 1L;
    return base + HeapAreas.TABLE + (place << EntryLayout.LOG_INDEX_BYTES);
  }

  private long extentCount(int granules) {
    return base
        + MetadataLayout.EXTENT_BINS
        + 2 * ExtentBins.HEADS_BYTES
        + (long) granules * Integer.BYTES;
  }

  private SlabBreaker slabs() {
    return new SlabBreaker(
        base, base + MetadataLayout.SLAB_HEADS, base + MetadataLayout.SLAB_DESCRIPTORS);
  }

  private ExtentBreaker extents() {
    return new ExtentBreaker(base, base + MetadataLayout.EXTENT_BINS);
  }

  private long setWord(int set) {
    return base + MetadataLayout.PAGE_SETS + set * SET_BYTES;
  }

  private void moveBit(int set, int from, int to) {
    flip(setWord(set), from);
    flip(setWord(set), to);
  }

  private static void flip(long bitmap, int bit) {
    long word = bitmap + ((bit >> 6) << 3);
    Memory.putLong(word, Memory.getLong(word) ^ (1L << bit));
  }

  private static void addToChar(long address, int more) {
    Memory.putChar(address, Memory.getChar(address) + more);
  }

  private void release(long offset) {
    heap.backing().release(base + offset, Backing.PAGE_BYTES);
  }

  private void commit(long address) {
    heap.backing().commit(address, 1);
  }

  private long blockOf(long handle) {
    return base + ((Memory.getInt(entry(handle)) & 0xFFFFFFFFL) << HeapAreas.LOG_GRANULE_BYTES);
  }

  /// The absolute address of the header.
  private long extentOf(long handle) {
    return blockOf(handle) - HeapAreas.GRANULE_BYTES;
  }

  private long magazine(int granules) {
    return base + MetadataLayout.MAGAZINES + 16L * granules;
  }

  private long firstKept() {
    return Memory.getLong(magazine(SMALL_CLASS) + Magazines.FIRST);
  }

  private void setFirstKept(int granules, long handle) {
    Memory.putLong(magazine(granules) + Magazines.FIRST, handle);
  }

  private void addToRoom(int granules, int more) {
    long room = magazine(granules) + Magazines.ROOM;
    Memory.putInt(room, Memory.getInt(room) + more);
  }

  private void unkeep() {
    setFirstKept(SMALL_CLASS, Memory.getLong(blockOf(firstKept())));
    addToRoom(SMALL_CLASS, 1);
  }
}
