package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Boundary tags for runs of pages, kept beside the pages so that free pages can be given back.
/// Pages are numbered from 1; a run is named by its first page. The entry of a page:
///
/// ```text
///     0           4           8
///     ├───────────┼───────────┤
///     │ previous  │ size << 1 │   size 0: no run starts here
///     │ run: size │ | used    │
///     └───────────┴───────────┘
/// ```
///
/// A [MaxTree] holds the size of each free run at its first page, counted from 0. Committed are the
/// entries up to that of top, which knows the last run, in whole pages.
public final class PageTable {
  private static final long ENTRY_BYTES = 8;
  private static final long SIZE = 4;
  private static final int USED = 1;

  private final Backing backing;
  private final long base;
  private final int pages;
  private final MaxTree freeRuns;
  private int top = 1;
  private int highestTop = 1;

  /// @param table address of the first entry
  /// @param pages how many pages there can be
  public PageTable(Backing backing, long table, int pages) {
    this.backing = backing;
    this.base = table - ENTRY_BYTES;
    this.pages = pages;
    this.freeRuns = new MaxTree(backing, roundUp(entry(pages + 2L)), pages);
  }

  public static long bytesFor(int pages) {
    return roundUp((pages + 1) * ENTRY_BYTES) + MaxTree.bytesFor(pages);
  }

  public int pages() {
    return pages;
  }

  /// The page after the last run.
  public int top() {
    return top;
  }

  public int size(int run) {
    return Memory.getInt(entry(run) + SIZE) >>> 1;
  }

  public boolean isUsed(long page) {
    return page >= 1 && page < top && (Memory.getInt(entry(page) + SIZE) & USED) != 0;
  }

  /// The free run of at least this size with the lowest address, or 0.
  public int firstFit(int size) {
    return freeRuns.firstAtLeast(size) + 1;
  }

  /// Makes the first pages of a free run a used one.
  public void take(int run, int size) {
    int rest = size(run) - size;
    freeRuns.set(run - 1, 0);
    if (rest > 0) setFree(run + size, rest);
    set(run, size, USED);
  }

  /// Adds a used run at the top.
  ///
  /// @return 0 when there are no more pages, or no memory for the table
  public int extend(int size) {
    if (size > pages + 1 - top) return 0;
    if (!freeRuns.resize(top + size - 1)) return 0;
    if (!backing.commit(entry(top), (size + 1) * ENTRY_BYTES)) {
      freeRuns.resize(top - 1);
      return 0;
    }
    int run = top;
    top += size;
    highestTop = Math.max(highestTop, top);
    set(run, size, USED);
    return run;
  }

  /// Cuts a used run in two used ones.
  ///
  /// @return the second
  public int cut(int run, int size) {
    int rest = size(run) - size;
    set(run, size, USED);
    set(run + size, rest, USED);
    return run + size;
  }

  /// Pages by which a used run could grow where it is.
  public int roomAfter(int run) {
    int next = run + size(run);
    if (next == top) return pages + 1 - top;
    return isUsed(next) ? 0 : size(next);
  }

  /// Grows a used run, for which there is room.
  ///
  /// @return false when there is no memory for the table
  public boolean grow(int run, int size) {
    int next = run + size(run);
    int further = size - size(run);
    if (next == top) {
      if (extend(further) == 0) return false;
    } else {
      take(next, further);
    }
    forget(next);
    set(run, size, USED);
    return true;
  }

  /// Makes a used run free and coalesces it with the free runs that it touches.
  public void release(int run) {
    int start = run;
    int end = run + size(run);
    if (run > 1 && !isUsed(run - previous(run))) {
      start = run - previous(run);
      freeRuns.set(start - 1, 0);
      forget(run);
    }
    if (end < top && !isUsed(end)) {
      int next = end;
      end = next + size(next);
      freeRuns.set(next - 1, 0);
      forget(next);
    }
    if (end == top) {
      forget(start);
      lowerTop(start);
    } else {
      setFree(start, end - start);
    }
  }

  private void lowerTop(int to) {
    long kept = entry(to == 1 ? to : to + 1L);
    backing.release(kept, roundUp(entry(top + 1L)) - kept);
    top = to;
    freeRuns.resize(to - 1);
  }

  private void setFree(int run, int size) {
    set(run, size, 0);
    freeRuns.set(run - 1, size);
  }

  /// Why an address is not that of a used run. Walks the runs, because it is asked only once.
  ///
  /// @param offset of the address from the start of the page
  public Kind diagnose(long page, long offset) {
    if (page < 1 || page >= highestTop || offset % Heap.MIN_ALIGNMENT != 0) {
      return Kind.FOREIGN_ADDRESS;
    }
    int run = 1;
    while (run < top && run + size(run) <= page) run += size(run);
    if (isUsed(run)) return Kind.INTERIOR_ADDRESS;
    return offset == 0 ? Kind.DOUBLE_FREE : Kind.FOREIGN_ADDRESS;
  }

  /// Shows the table as an area of its own.
  public void walk(HeapVisitor visitor) {
    long bytes = top == 1 ? 0 : roundUp(entry(top + 1L)) - entry(1);
    visitor.area("page table", entry(1), bytes);
    if (bytes > 0) visitor.metadata(entry(1), bytes, bytes);
    freeRuns.walk("largest free runs", visitor);
  }

  private int previous(int run) {
    return Memory.getInt(entry(run));
  }

  private void set(int run, int size, int used) {
    Memory.putInt(entry(run) + SIZE, size << 1 | used);
    Memory.putInt(entry(run + size), size);
  }

  private void forget(int page) {
    Memory.putInt(entry(page) + SIZE, 0);
  }

  private long entry(long page) {
    return base + page * ENTRY_BYTES;
  }

  private static long roundUp(long address) {
    return (address + Backing.PAGE_BYTES - 1) & -Backing.PAGE_BYTES;
  }
}
