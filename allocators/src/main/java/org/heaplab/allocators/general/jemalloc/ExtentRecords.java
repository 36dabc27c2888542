package org.heaplab.allocators.general.jemalloc;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PairingHeap;

/// A record for each extent, which is a run of pages, and a map from pages to records. Extents are
/// numbered from 1, pages from 0; 0 is no extent. Lengths of record and entry are those of
/// jemalloc.
///
/// ```text
///    record  0                       page   pages  class  state  32              48      64
///            ├───────────────────────┬──────┬──────┬──────┬──────┬───────────────┬───────┬─────── ─ ─
///            │ address of its block  │      │      │      │      │ node of heap, │ free  │ a bit for each
///            │                       │      │      │      │      │ or of list    │       │ region, 1: free
///            └───────────────────────┴──────┴──────┴──────┴──────┴───────────────┴───────┴─────── ─ ─
///    map     [ extent | class ]  for each page
/// ```
///
/// Invariants:
///
/// 1. the first and the last page of each extent map to it, and all pages of a slab;
/// 2. all other pages map to no extent.
final class ExtentRecords {
  /// What an extent is.
  static final int USED = 0;

  static final int DIRTY = 1;
  static final int RETAINED = 2;

  /// The class of an extent that holds no block.
  static final int NO_CLASS = 255;

  static final int LOG_RECORD_BYTES = 7;
  static final int LOG_ENTRY_BYTES = 3;

  private static final long PAGE = 8;
  private static final long PAGES = 12;
  private static final long CLASS = 16;
  private static final long STATE = 20;
  private static final long NODE = 32;
  private static final long NEXT = 32;
  private static final long PREVIOUS = 36;
  private static final long FREE = 48;
  private static final long BITS = 64;

  private final Backing backing;
  private final long map;
  private final long records;
  private final int mostRecords;
  private int mapped;
  private int count;
  private int unused;

  /// @param map address of the first entry of the map
  /// @param records address of the first record
  /// @param pages how many pages there can be
  ExtentRecords(Backing backing, long map, long records, int pages) {
    this.backing = backing;
    this.map = map;
    this.records = records;
    this.mostRecords = pages;
  }

  /// A heap of slabs by their address.
  PairingHeap heap() {
    return new PairingHeap(record(0) + NODE, LOG_RECORD_BYTES);
  }

  /// Makes the map longer.
  ///
  /// @return false when there is no memory for it
  boolean map(int pages) {
    long from = entry(mapped);
    if (!backing.commit(from, entry(pages) - from)) return false;
    mapped = pages;
    return true;
  }

  /// A new record, or 0 when there is no memory for it.
  int add() {
    int extent = unused;
    if (extent != 0) {
      unused = next(extent);
      return extent;
    }
    if (count == mostRecords || !backing.commit(record(count + 1), 1 << LOG_RECORD_BYTES)) return 0;
    return ++count;
  }

  /// Ends a record.
  void drop(int extent) {
    setNext(extent, unused);
    unused = extent;
  }

  /// Says which pages an extent has, and enters its first and last in the map.
  void place(int extent, int page, int pages, int sizeClass) {
    Memory.putInt(record(extent) + PAGE, page);
    Memory.putInt(record(extent) + PAGES, pages);
    Memory.putInt(record(extent) + CLASS, sizeClass);
    enter(page, extent, sizeClass);
    enter(page + pages - 1, extent, sizeClass);
  }

  void enter(int page, int extent, int sizeClass) {
    Memory.putLong(entry(page), (long) sizeClass << Integer.SIZE | extent);
  }

  /// A page is no longer the first or last of an extent.
  void clear(int page) {
    Memory.putLong(entry(page), 0);
  }

  /// What the map has for the page of an address, for [#extent] and [#sizeClass]; 0 for no extent.
  long entryAt(long address) {
    long page = (address - backing.base()) >> Backing.LOG_PAGE_BYTES;
    boolean isInside = page >= 0 && page < mapped && Alignment.holds(address, Heap.MIN_ALIGNMENT);
    return isInside ? Memory.getLong(map + (page << LOG_ENTRY_BYTES)) : 0;
  }

  static int extent(long entry) {
    return (int) entry;
  }

  static int sizeClass(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  /// The extent that a page maps to.
  int at(int page) {
    return page < 0 || page >= mapped ? 0 : Memory.getInt(entry(page));
  }

  int page(int extent) {
    return Memory.getInt(record(extent) + PAGE);
  }

  int pages(int extent) {
    return Memory.getInt(record(extent) + PAGES);
  }

  /// The page behind an extent.
  int end(int extent) {
    return page(extent) + pages(extent);
  }

  int classOf(int extent) {
    return Memory.getInt(record(extent) + CLASS);
  }

  int state(int extent) {
    return Memory.getInt(record(extent) + STATE);
  }

  void setState(int extent, int state) {
    Memory.putInt(record(extent) + STATE, state);
  }

  /// Where its first page is.
  long start(int extent) {
    return backing.base() + ((long) page(extent) << Backing.LOG_PAGE_BYTES);
  }

  long bytes(int extent) {
    return (long) pages(extent) << Backing.LOG_PAGE_BYTES;
  }

  /// Where the block of a large extent is.
  long block(int extent) {
    return Memory.getLong(record(extent));
  }

  void setBlock(int extent, long address) {
    Memory.putLong(record(extent), address);
  }

  int next(int extent) {
    return Memory.getInt(record(extent) + NEXT);
  }

  void setNext(int extent, int next) {
    Memory.putInt(record(extent) + NEXT, next);
  }

  int previous(int extent) {
    return Memory.getInt(record(extent) + PREVIOUS);
  }

  void setPrevious(int extent, int previous) {
    Memory.putInt(record(extent) + PREVIOUS, previous);
  }

  /// Free regions of a slab.
  int free(int slab) {
    return Memory.getInt(record(slab) + FREE);
  }

  void setFree(int slab, int free) {
    Memory.putInt(record(slab) + FREE, free);
  }

  /// A word of the bits of a slab's regions.
  long bits(int slab, int word) {
    return Memory.getLong(record(slab) + BITS + (long) word * Long.BYTES);
  }

  void setBits(int slab, int word, long bits) {
    Memory.putLong(record(slab) + BITS + (long) word * Long.BYTES, bits);
  }

  private long entry(int page) {
    return map + ((long) page << LOG_ENTRY_BYTES);
  }

  private long record(int extent) {
    return records + ((extent - 1L) << LOG_RECORD_BYTES);
  }

  void walk(HeapVisitor visitor) {
    show(visitor, "page map", map, entry(mapped));
    show(visitor, "extent records", records, record(count + 1));
  }

  private void show(HeapVisitor visitor, String name, long from, long end) {
    long bytes = Backing.wholePages(end - from);
    visitor.area(name, from, bytes);
    if (bytes > 0) visitor.metadata(from, bytes, backing.committedBytes(from, bytes));
  }
}
