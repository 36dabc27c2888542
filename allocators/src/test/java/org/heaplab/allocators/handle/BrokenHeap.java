package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.INDEX_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LOCKS_MASK;
import static org.heaplab.allocators.handle.EntryLayout.ONE_GENERATION;
import static org.heaplab.allocators.handle.EntryLayout.TAG;
import static org.heaplab.allocators.handle.EntryLayout.TAG_SHIFT;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;

/// A heap with something of everything in it, and a way to break each [Invariant] by writing into
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
  private static final int SMALL_CLASS = SMALL / EntryLayout.GRANULE_BYTES;
  private static final int SMALL_PER_PAGE = (int) (Backing.PAGE_BYTES / SMALL);
  private static final int LARGE = 3000;
  private static final int HUGE = 100_000;
  private static final int DEEP = EntryLayout.MANY_LOCKS + 5;
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

  void breakUp(Invariant invariant) {
    switch (invariant) {
      case NO_STRAY_PAGES -> Memory.putByte(base + Layout.TABLE + (1 << 20), (byte) 1);
      case FOOTPRINT -> flip(base + heap.backing().bytes(), 0);
      case SET_SIZE -> flip(setWord(TABLE_PARTIAL), 40);
      case SET_FLOOR -> putBelowTheFloor();
      case SETS_COMMITTED -> commitSetsOfAYoungHeap();
      case ENTRY_PAGE_COMMITTED -> release(Layout.TABLE);
      case ENTRY_PAGE_PARTIAL -> moveBit(TABLE_PARTIAL, 0, 1);
      case ENTRY_PAGE_RELEASED -> {
        for (long handle : List.copyOf(small)) {
          if (entryPage(handle) == 1) heap.free(handle);
        }
        moveBit(TABLE_RELEASED, 1, 0);
      }
      case ENTRY_HAS_BLOCK -> Memory.putInt(entry(lastSmall()), 0);
      case ENTRY_LOCKS -> addToChar(firstFreeEntry() + TAG, 1);
      case ENTRIES_USED -> addToChar(tableDescriptor(0) + HandleTable.USED, 1);
      case ENTRIES_FREE ->
          Memory.putInt(firstFreeEntry(), Memory.getChar(tableDescriptor(0) + HandleTable.FREE));
      case TABLE_USED -> addFreshEntry();
      case DEEP_LOCKED -> {
        lockDeeply(lastSmall());
        addToChar(entry(lastSmall()) + TAG, 1 - LOCKS_MASK);
      }
      case DEEP_COUNT -> {
        lockDeeply(lastSmall());
        Memory.putInt(base + Layout.DEEP_LOCKS + 4, 0);
      }
      case DEEP_ONCE -> {
        lockDeeply(lastSmall());
        lockDeeply(small.get(1000));
        long pairs = base + Layout.DEEP_LOCKS;
        Memory.putInt(pairs + 8, Memory.getInt(pairs));
      }
      case FREE_PAGE_COMMITTED -> release(Layout.SLABS + 2 * Backing.PAGE_BYTES);
      case FREE_PAGE_NOTED -> moveBit(SLABS_RETAINED, 1, 0);
      case SLAB_CURRENT -> lists().setCurrent(SMALL_CLASS, 3);
      case SLAB_LINKS -> SlabLayout.setPrevious(slabDescriptor(3), 9);
      case SLAB_CERTAIN -> {
        long head = base + Layout.SLAB_HEADS + SMALL_CLASS * SlabLists.HEAD_BYTES;
        Memory.putInt(head + SlabLists.CERTAIN, 1 + lists().certainSlots(SMALL_CLASS));
      }
      case SLOT_ONCE -> Memory.putInt(entry(lastSmall()), Memory.getInt(entry(small.get(1000))));
      case SLOT_THERE -> Memory.putInt(entry(lastSmall()), Memory.getInt(entry(lastSmall())) + 1);
      case SLOTS_FILL -> Memory.putChar(slabDescriptor(3) + SlabLayout.FREE, 0);
      case SLAB_LISTED -> lists().unlink(3);
      case SLAB_EMPTY -> Memory.putChar(slabDescriptor(2) + SlabLayout.USED, 0);
      case SLAB_COUNTS -> {
        lists().unlink(3);
        SlabLayout.setState(slabDescriptor(3), SlabLayout.VICTIM);
      }
      case EXTENTS_TILE -> addToHeader(extentOf(large.get(0)), 1L << 30);
      case EXTENTS_COALESCED -> addToHeader(extentOf(large.get(6)), -ExtentLayout.USED);
      case EXTENT_TAGS -> addToHeader(extentOf(large.get(6)), ExtentLayout.PREVIOUS_USED);
      case EXTENT_BINNED -> unbin(Layout.CLEAN_BINS, cleanExtent);
      case EXTENTS_USED -> use(Layout.CLEAN_BINS, cleanExtent, extentOf(huge.get(2)));
      case EXTENT_OWNER -> addToHeader(extentOf(large.get(1)), ExtentLayout.header(3, 0, 0));
      case EXTENT_COMMITTED -> commit(cleanExtent + HUGE / 2);
      case EXTENTS_TOP -> commit(base + Layout.EXTENTS + (1 << 30));
      case BIN_BIT -> flip(base + Layout.DIRTY_BINS, 20);
      case BIN_LINKS -> ExtentLayout.setPrevious(freeSmallExtent, 77);
      case BINS_SMALL -> use(Layout.DIRTY_BINS, freeSmallExtent, extentOf(large.get(6)));
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

  /// Lets a set go up to its second word, then puts a number into its first.
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
    commit(base + Layout.PAGE_SETS);
  }

  private void replace(String specification) {
    heap.close();
    heap = make(specification);
    base = heap.baseAddress();
  }

  private void addFreshEntry() {
    long descriptor = tableDescriptor(entryPage(huge.get(3)));
    long fresh = Memory.getChar(descriptor + HandleTable.FRESH);
    long at = base + Layout.TABLE + entryPage(huge.get(3)) * Backing.PAGE_BYTES + (fresh << 1);
    Memory.putInt(at, Memory.getInt(entry(huge.get(3))));
    Memory.putChar(at + TAG, ONE_GENERATION);
    addToChar(descriptor + HandleTable.FRESH, EntryLayout.ENTRY_BYTES >> 1);
    addToChar(descriptor + HandleTable.USED, 1);
  }

  private void lockDeeply(long handle) {
    for (int i = 0; i < DEEP; i++) heap.lock(handle);
  }

  private long lastSmall() {
    return small.getLast();
  }

  private long entry(long handle) {
    return base + Layout.TABLE + ((handle & INDEX_MASK) << EntryLayout.LOG_INDEX_BYTES);
  }

  private long entryPage(long handle) {
    return (entry(handle) - base - Layout.TABLE) >>> Backing.LOG_PAGE_BYTES;
  }

  private long tableDescriptor(long page) {
    return base + Layout.TABLE_DESCRIPTORS + page * HandleTable.DESCRIPTOR_BYTES;
  }

  private long firstFreeEntry() {
    long place = Memory.getChar(tableDescriptor(0) + HandleTable.FREE) - 1L;
    return base + Layout.TABLE + (place << EntryLayout.LOG_INDEX_BYTES);
  }

  private long slabDescriptor(int page) {
    return base + Layout.SLAB_DESCRIPTORS + (long) page * SlabLayout.DESCRIPTOR_BYTES;
  }

  private SlabLists lists() {
    var geometry = new SlabGeometry(base, (int) Backing.PAGE_BYTES);
    return new SlabLists(geometry, base + Layout.SLAB_HEADS);
  }

  private long setWord(int set) {
    return base + Layout.PAGE_SETS + set * SET_BYTES;
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
    return base + ((Memory.getInt(entry(handle)) & 0xFFFFFFFFL) << EntryLayout.LOG_GRANULE_BYTES);
  }

  /// The absolute address of the header.
  private long extentOf(long handle) {
    return blockOf(handle) - EntryLayout.GRANULE_BYTES;
  }

  private static void addToHeader(long extent, long more) {
    Memory.putLong(extent, Memory.getLong(extent) + more);
  }

  private void unbin(long bins, long extent) {
    long area = base + Layout.EXTENTS;
    new ExtentBins(area, base + bins)
        .remove(
            (extent - area) >>> EntryLayout.LOG_GRANULE_BYTES,
            ExtentLayout.granules(Memory.getLong(extent)));
  }

  /// Makes a free extent look as if it were used.
  private void use(long bins, long extent, long next) {
    unbin(bins, extent);
    addToHeader(extent, ExtentLayout.USED);
    addToHeader(next, ExtentLayout.PREVIOUS_USED);
  }

  private long magazine(int granules) {
    return base + Layout.MAGAZINES + 16L * granules;
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
