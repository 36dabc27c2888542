package org.heaplab.allocators.mechanism;

import static org.heaplab.allocators.mechanism.BoundaryTags.FREE;
import static org.heaplab.allocators.mechanism.BoundaryTags.USED;

import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;

/// Runs of pages, used and free, in a table of [BoundaryTags] beside the pages, so that free pages
/// can be given back. Pages are numbered from 1; a run is named by its first page.
///
/// A [MaxTree] holds the size of each free run at its first page, counted from 0. Committed are the
/// tags up to that of top, which knows the last run, in whole pages.
///
/// Invariants:
///
/// 1. runs tile the pages from the first to top, and the last run is used;
/// 2. no two free runs touch;
/// 3. the tag of a page that starts no run has size 0.
final class PageTable {
  private final Backing backing;
  private final BoundaryTags tags;
  private final int pages;
  private final MaxTree freeRuns;
  private int top = 1;
  private int highestTop = 1;

  /// @param table address of the first tag
  /// @param pages how many pages there can be
  PageTable(Backing backing, long table, int pages) {
    this.backing = backing;
    this.tags = new BoundaryTags(table - BoundaryTags.TAG_BYTES);
    this.pages = pages;
    this.freeRuns = new MaxTree(backing, table + tagBytes(pages), pages);
  }

  static long bytesFor(int pages) {
    return tagBytes(pages) + MaxTree.bytesFor(pages);
  }

  private static long tagBytes(int pages) {
    return Backing.wholePages((pages + 1L) << BoundaryTags.LOG_TAG_BYTES);
  }

  int pages() {
    return pages;
  }

  /// The page after the last run.
  int top() {
    return top;
  }

  int size(int run) {
    return tags.size(run);
  }

  boolean isUsed(long page) {
    return page >= 1 && page < top && tags.isUsed((int) page);
  }

  /// The free run of at least this size with the lowest address, or 0.
  int lowestAtLeast(int size) {
    return freeRuns.firstAtLeast(size) + 1;
  }

  /// Makes the first pages of a free run a used one.
  void take(int run, int size) {
    int rest = size(run) - size;
    freeRuns.set(run - 1, 0);
    if (rest > 0) setFree(run + size, rest);
    tags.set(run, size, USED);
  }

  /// Adds a used run at the top.
  ///
  /// @return 0 when there are no more pages, or no memory for the table
  int extend(int size) {
    if (size > pages + 1 - top) return 0;
    if (!freeRuns.resize(top + size - 1)) return 0;
    if (!backing.commit(tags.address(top), (size + 1L) << BoundaryTags.LOG_TAG_BYTES)) {
      freeRuns.resize(top - 1);
      return 0;
    }
    int run = top;
    top += size;
    highestTop = Math.max(highestTop, top);
    tags.set(run, size, USED);
    return run;
  }

  /// Cuts a used run in two used ones.
  ///
  /// @return the second
  int cut(int run, int size) {
    int rest = size(run) - size;
    tags.set(run, size, USED);
    tags.set(run + size, rest, USED);
    return run + size;
  }

  /// Pages by which a used run could grow where it is.
  int roomAfter(int run) {
    int next = run + size(run);
    if (next == top) return pages + 1 - top;
    return isUsed(next) ? 0 : size(next);
  }

  /// Grows a used run, for which there is room.
  ///
  /// @return false when there is no memory for the table
  boolean grow(int run, int size) {
    int next = run + size(run);
    int further = size - size(run);
    if (next == top) {
      if (extend(further) == 0) return false;
    } else {
      take(next, further);
    }
    tags.mark(next, 0, FREE);
    tags.set(run, size, USED);
    return true;
  }

  /// Makes a used run free and coalesces it with the free runs that it touches.
  void release(int run) {
    int start = run;
    int end = run + size(run);
    if (run > 1 && !isUsed(run - tags.previousSize(run))) {
      start = run - tags.previousSize(run);
      freeRuns.set(start - 1, 0);
      tags.mark(run, 0, FREE);
    }
    if (end < top && !isUsed(end)) {
      int next = end;
      end = next + size(next);
      freeRuns.set(next - 1, 0);
      tags.mark(next, 0, FREE);
    }
    if (end == top) {
      tags.mark(start, 0, FREE);
      lowerTop(start);
    } else {
      setFree(start, end - start);
    }
  }

  private void lowerTop(int to) {
    long kept = tags.address(to == 1 ? to : to + 1);
    backing.release(kept, tagsEnd() - kept);
    top = to;
    freeRuns.resize(to - 1);
  }

  /// The end of the last page that holds a tag up to that of top.
  private long tagsEnd() {
    return Backing.wholePages(tags.address(top + 1));
  }

  private void setFree(int run, int size) {
    tags.set(run, size, FREE);
    freeRuns.set(run - 1, size);
  }

  /// Why an address is not that of a used run. Walks the runs, which is slow, but misuse ends a
  /// program.
  ///
  /// @param offset of the address from the start of the page
  Kind diagnose(long page, long offset) {
    if (page < 1 || page >= highestTop || offset % Heap.MIN_ALIGNMENT != 0) {
      return Kind.FOREIGN_ADDRESS;
    }
    int run = 1;
    while (run < top && run + size(run) <= page) run += size(run);
    if (isUsed(run)) return Kind.INTERIOR_ADDRESS;
    return offset == 0 ? Kind.DOUBLE_FREE : Kind.FOREIGN_ADDRESS;
  }

  /// Shows the table as an area of its own.
  void walk(HeapVisitor visitor) {
    long bytes = top == 1 ? 0 : tagsEnd() - tags.address(1);
    visitor.area("page table", tags.address(1), bytes);
    if (bytes > 0) visitor.metadata(tags.address(1), bytes, bytes);
    freeRuns.walk("largest free runs", visitor);
  }
}
