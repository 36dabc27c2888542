package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// A record for each run of pages, used or free, and a map from pages to records, both beside the
/// pages. How long a page is, is up to the heap. Runs are numbered from 1, pages from 0; 0 is no
/// run.
///
/// ```text
///    record   0           8      12      16      20      24     28         32      40
///             ├───────────┼──────┼───────┼───────┼───────┼──────┼──────────┼───────┼──── ─ ─
///             │ address   │ page │ pages │ class │ state │ next │ previous │       │ the heap's own
///             └───────────┴──────┴───────┴───────┴───────┴──────┴──────────┴───────┴──── ─ ─
///    map      [ run | class ]  for each page
/// ```
///
/// Address, class, state and links mean what the heap makes of them.
///
/// Invariants:
///
/// 1. the first and the last page of each run map to it;
/// 2. another page maps to its run or to none.
///
/// All but [#enter] for many pages takes constant time.
public final class RunRecords {
  /// Offset of the bytes of a record that are the heap's own.
  public static final int OWN = 40;

  private static final int LOG_ENTRY_BYTES = 3;

  private static final long PAGE = 8;
  private static final long PAGES = 12;
  private static final long CLASS = 16;
  private static final long STATE = 20;
  private static final long NEXT = 24;
  private static final long PREVIOUS = 28;

  private final Backing backing;
  private final long map;
  private final long records;
  private final int pages;
  private final int logPageBytes;
  private final int logRecordBytes;
  private int mapped;
  private int count;
  private int unused;

  /// @param start address of the first byte that may be used, at the start of a page
  /// @param pages how many pages there can be, from the base of the backing on
  public RunRecords(Backing backing, long start, int pages, int logPageBytes, int logRecordBytes) {
    this.backing = backing;
    this.map = start;
    this.records = start + Backing.wholePages((long) pages << LOG_ENTRY_BYTES);
    this.pages = pages;
    this.logPageBytes = logPageBytes;
    this.logRecordBytes = logRecordBytes;
  }

  /// Bytes of addresses for so many pages.
  public static long bytesFor(int pages, int logRecordBytes) {
    return Backing.wholePages((long) pages << LOG_ENTRY_BYTES)
        + Backing.wholePages((long) pages << logRecordBytes);
  }

  /// How many pages there can be.
  public int mostPages() {
    return pages;
  }

  /// Makes the map longer.
  ///
  /// @param end how many pages it is to have
  /// @return false when there is no memory for it
  public boolean map(int end) {
    if (!backing.commit(entry(mapped), entry(end) - entry(mapped))) return false;
    mapped = end;
    return true;
  }

  /// A new record, or 0 when there is no memory for it.
  public int add() {
    int run = unused;
    if (run != 0) {
      unused = next(run);
      return run;
    }
    if (count == pages || !backing.commit(record(count + 1), 1L << logRecordBytes)) return 0;
    return ++count;
  }

  /// Ends a record.
  public void drop(int run) {
    setNext(run, unused);
    unused = run;
  }

  /// Says which pages a run has and its class, and enters its first and last page in the map.
  public void place(int run, int page, int length, int sizeClass) {
    long record = record(run);
    Memory.putInt(record + PAGE, page);
    Memory.putInt(record + PAGES, length);
    Memory.putInt(record + CLASS, sizeClass);
    enter(page, run, sizeClass);
    enter(page + length - 1, run, sizeClass);
  }

  /// Lets all pages of a run map to it, not only the first and the last.
  public void enterAll(int run) {
    int sizeClass = classOf(run);
    for (int page = page(run) + 1; page < end(run) - 1; page++) enter(page, run, sizeClass);
  }

  /// Undoes [#enterAll].
  public void clearInner(int run) {
    for (int page = page(run) + 1; page < end(run) - 1; page++) Memory.putLong(entry(page), 0);
  }

  private void enter(int page, int run, int sizeClass) {
    Memory.putLong(entry(page), (long) sizeClass << Integer.SIZE | run);
  }

  /// Adds the pages of a run to the one before it, which keeps its class. The record of the second
  /// ends.
  public void merge(int left, int right) {
    Memory.putLong(entry(end(left) - 1), 0);
    Memory.putLong(entry(page(right)), 0);
    place(left, page(left), pages(left) + pages(right), classOf(left));
    drop(right);
  }

  /// What the map has for the page of an address, for [#run] and [#sizeClass]; 0 for no run, and
  /// for an address at which no block can begin.
  public long entryAt(long address) {
    long page = (address - backing.base()) >> logPageBytes;
    boolean isInside = page >= 0 && page < mapped && Alignment.holds(address, Heap.MIN_ALIGNMENT);
    return isInside ? Memory.getLong(map + (page << LOG_ENTRY_BYTES)) : 0;
  }

  public static int run(long entry) {
    return (int) entry;
  }

  public static int sizeClass(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  /// The run that a page maps to; 0 outside the map.
  public int at(int page) {
    return page < 0 || page >= mapped ? 0 : Memory.getInt(entry(page));
  }

  public int page(int run) {
    return Memory.getInt(record(run) + PAGE);
  }

  public int pages(int run) {
    return Memory.getInt(record(run) + PAGES);
  }

  /// The page behind a run.
  public int end(int run) {
    return page(run) + pages(run);
  }

  public int classOf(int run) {
    return Memory.getInt(record(run) + CLASS);
  }

  public int state(int run) {
    return Memory.getInt(record(run) + STATE);
  }

  public void setState(int run, int state) {
    Memory.putInt(record(run) + STATE, state);
  }

  /// Where a run's first page is.
  public long start(int run) {
    return backing.base() + ((long) page(run) << logPageBytes);
  }

  public long bytes(int run) {
    return (long) pages(run) << logPageBytes;
  }

  public long address(int run) {
    return Memory.getLong(record(run));
  }

  public void setAddress(int run, long address) {
    Memory.putLong(record(run), address);
  }

  public int next(int run) {
    return Memory.getInt(record(run) + NEXT);
  }

  public void setNext(int run, int next) {
    Memory.putInt(record(run) + NEXT, next);
  }

  public int previous(int run) {
    return Memory.getInt(record(run) + PREVIOUS);
  }

  public void setPrevious(int run, int previous) {
    Memory.putInt(record(run) + PREVIOUS, previous);
  }

  /// Where the record of a run is.
  public long record(int run) {
    return records + ((run - 1L) << logRecordBytes);
  }

  private long entry(int page) {
    return map + ((long) page << LOG_ENTRY_BYTES);
  }

  /// Shows map and records, each as an area.
  public void walk(CommittedWalk walk) {
    walk.metadataArea("page map", map, entry(mapped) - map);
    walk.metadataArea("run records", records, record(count + 1) - records);
  }
}
