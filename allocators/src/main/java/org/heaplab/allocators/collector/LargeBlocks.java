package org.heaplab.allocators.collector;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.PageSupply;

/// Blocks that are too large to be moved for what it saves, each in pages of its own. They are
/// marked like all others, and the pages of a dead one are given back when a collection finds it.
///
/// ```text
///    run of pages ─▶ ┌────────┬─────────┬───────────────────────────┬───────┐
///                    │ header │ (gap)   │ payload                   │ (end) │
///                    └────────┴─────────┴───────────────────────────┴───────┘
///                                       ▲ at the alignment that was asked for
/// ```
///
/// The gap is what an alignment of more than a header leaves. To the client belongs all that
/// follows the payload's start on its pages.
///
/// Allocating costs what the [PageSupply] does; sweeping, a step for each run.
final class LargeBlocks {
  /// Blocks of at least so many bytes are large, so that the rest of the last page is small beside
  /// them.
  static final long LEAST_BYTES = 8 * Backing.PAGE_BYTES;

  private final long start;
  private final long end;
  private final PageSupply pages;

  /// @param start of the pages
  /// @param table where their table lies
  /// @param bytes addresses of each of the two areas
  LargeBlocks(Backing backing, long start, long table, long bytes) {
    this.start = start;
    this.end = start + bytes;
    this.pages = new PageSupply(backing, start, table, (int) (bytes >>> Backing.LOG_PAGE_BYTES));
  }

  /// Whether an address is that of a large block, or in one.
  boolean contains(long address) {
    return address >= start && address < end;
  }

  /// The block with a payload, which is at most a page behind it.
  static long blockOf(long payload) {
    return (payload - BlockHeader.BYTES) & -Backing.PAGE_BYTES;
  }

  /// @param bytes of the block with its header
  /// @return the payload, or 0 when there is no room or memory for it
  long allocate(int reference, long bytes, long boundary) {
    long needed = bytes - BlockHeader.BYTES + boundary;
    int count = (int) (Backing.wholePages(needed) >>> Backing.LOG_PAGE_BYTES);
    int run = pages.allocate(count);
    if (run == 0) return 0;
    long block = pages.address(run);
    BlockHeader.set(block, PageSupply.bytes(count), reference);
    return block + boundary;
  }

  /// Gives back the pages of all blocks that are not marked, and takes the marks off the others.
  void sweep() {
    for (int run = 1, next; run < pages.top(); run = next) {
      next = run + pages.size(run);
      if (!pages.isUsed(run)) continue;
      long block = pages.address(run);
      if (BlockHeader.isMarked(block)) {
        BlockHeader.unmark(block);
      } else {
        // The run becomes one with the free run behind it.
        if (next < pages.top() && !pages.isUsed(next)) next += pages.size(next);
        pages.release(run);
      }
    }
  }

  /// Shows the runs of pages.
  void walk(BlockWalk walk) {
    walk.visitor().area("large blocks", start, PageSupply.bytes(pages.top() - 1));
    for (int run = 1; run < pages.top(); run += pages.size(run)) {
      long block = pages.address(run);
      long bytes = PageSupply.bytes(pages.size(run));
      if (pages.isUsed(run)) walk.show(block, bytes);
      else walk.free(block, bytes);
    }
  }

  /// Shows the table of the runs and the bitmap of all pages.
  void walkTable(BlockWalk walk) {
    pages.walkTable(walk.visitor());
  }
}
