package org.heaplab.allocators.general.mimalloc;

import java.util.Set;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Pages of blocks of one size, each with two lists of free blocks: requests are served from one,
/// freed blocks go to the other, and when the first is empty, they change places. When both are
/// empty, the page is extended by a few blocks that were never used.
///
/// ```text
///    bin 16   ─▶ page ⇄ page ⇄ page        those that may have a free block
///                 │
///                 ├ free   ─▶ □ ─▶ □
///                 ├ local  ─▶ □
///                 └ blocks    [■■□■□□■■│ never used   ]
///                                      └ ready
/// ```
///
/// A request takes from the first page of its bin. A page that turns out to have nothing is full
/// and leaves the queue; with the first block that is freed it comes back as the last one. A page
/// whose blocks are all free is given back, but the only page of a bin stays for some rounds: each
/// time that a bin needs another page is one.
///
/// Invariants:
///
/// 1. used blocks and those in both lists are the ready ones;
/// 2. a page is in the queue of its bin exactly when it is not marked as full.
///
/// Constant time, on average over all calls.
final class BlockPages {
  private static final int FULL = -1;

  /// Rounds that the only page of a bin stays.
  private static final int ROUNDS = 9;

  private static final int ROUNDS_OF_MEDIUM = 3;

  private final Backing backing;
  private final SliceSpans spans;
  private final long[] first = new long[MimallocSizes.BINS];
  private final long[] last = new long[MimallocSizes.BINS];
  private long inspections;

  BlockPages(Backing backing, SliceSpans spans) {
    this.backing = backing;
    this.spans = spans;
  }

  long inspections() {
    return inspections;
  }

  /// A block of a bin, or 0 when there is no room or memory for it.
  long take(int bin) {
    long page = first[bin];
    long block = page == 0 ? 0 : SliceRecords.free(page);
    return block == 0 ? takeSlow(bin) : take(page, block);
  }

  private static long take(long page, long block) {
    SliceRecords.setFree(page, Memory.getLong(block));
    SliceRecords.setUsed(page, SliceRecords.used(page) + 1);
    return block;
  }

  private long takeSlow(int bin) {
    long page = pageWithBlock(bin, true);
    if (page == 0) {
      collectRetired(false);
      page = addPage(bin);
      if (page == 0) return 0;
    }
    SliceRecords.setRetire(page, 0);
    return take(page, SliceRecords.free(page));
  }

  /// Takes a block of a bin whose pages have one, or returns 0.
  long takeOfPresent(int bin) {
    long page = pageWithBlock(bin, false);
    return page == 0 ? 0 : take(page, SliceRecords.free(page));
  }

  /// The first page of a bin that has a free block; those before it are full. 0 when there is none.
  ///
  /// @param mayExtend whether a page may be extended
  private long pageWithBlock(int bin, boolean mayExtend) {
    for (long page = first[bin], next; page != 0; page = next) {
      inspections++;
      next = SliceRecords.next(page);
      swapLists(page);
      if (SliceRecords.free(page) != 0) return page;
      if (SliceRecords.ready(page) < SliceRecords.blocks(page)) {
        if (mayExtend && extend(page, bin)) return page;
      } else {
        remove(page, bin);
        SliceRecords.setRetire(page, FULL);
      }
    }
    return 0;
  }

  private static void swapLists(long page) {
    if (SliceRecords.free(page) != 0) return;
    SliceRecords.setFree(page, SliceRecords.local(page));
    SliceRecords.setLocal(page, 0);
  }

  /// Adds blocks that were never used to a page without free ones.
  ///
  /// @return false when there is no memory for them
  private boolean extend(long page, int bin) {
    int ready = SliceRecords.ready(page);
    int more = Math.min(SliceRecords.blocks(page) - ready, MimallocSizes.step(bin));
    long bytes = SliceRecords.bytes(page);
    long start = SliceRecords.start(page) + ready * bytes;
    if (!commitStarts(start, bytes, more)) return false;
    long next = 0;
    for (int i = more - 1; i >= 0; i--) {
      Memory.putLong(start + i * bytes, next);
      next = start + i * bytes;
    }
    SliceRecords.setFree(page, next);
    SliceRecords.setReady(page, ready + more);
    return true;
  }

  private boolean commitStarts(long start, long bytes, int blocks) {
    if (bytes <= Backing.PAGE_BYTES) {
      return backing.commit(start, (blocks - 1) * bytes + Long.BYTES);
    }
    for (int i = 0; i < blocks; i++) {
      if (!backing.commit(start + i * bytes, Long.BYTES)) return false;
    }
    return true;
  }

  private long addPage(int bin) {
    long page = spans.allocate(MimallocSizes.slices(bin), bin);
    if (page == 0) return 0;
    SliceRecords.setStart(page, SliceRecords.start(page) + MimallocSizes.shift(bin));
    SliceRecords.setBytes(page, MimallocSizes.bytes(bin));
    SliceRecords.setBlocks(page, MimallocSizes.blocks(bin));
    SliceRecords.setReady(page, 0);
    SliceRecords.setUsed(page, 0);
    SliceRecords.setFree(page, 0);
    SliceRecords.setLocal(page, 0);
    if (!extend(page, bin)) {
      spans.free(page);
      return 0;
    }
    addFirst(page, bin);
    return page;
  }

  /// Takes back a block of a page.
  void free(long page, int bin, long block) {
    Memory.putLong(block, SliceRecords.local(page));
    SliceRecords.setLocal(page, block);
    int used = SliceRecords.used(page) - 1;
    SliceRecords.setUsed(page, used);
    if (used == 0) {
      retire(page, bin);
    } else if (SliceRecords.retire(page) == FULL) {
      SliceRecords.setRetire(page, 0);
      addLast(page, bin);
    }
  }

  private void retire(long page, int bin) {
    boolean isFull = SliceRecords.retire(page) == FULL;
    if (!isFull && first[bin] == page && last[bin] == page) {
      SliceRecords.setRetire(page, MimallocSizes.isSmall(bin) ? ROUNDS : ROUNDS_OF_MEDIUM);
      return;
    }
    if (!isFull) remove(page, bin);
    spans.free(page);
  }

  /// Ends a round for pages that are the only ones of their bins and empty.
  ///
  /// @param all whether all of them go, and not only those whose rounds are over
  void collectRetired(boolean all) {
    for (int bin = 1; bin < first.length; bin++) {
      long page = first[bin];
      if (page == 0 || SliceRecords.retire(page) == 0) continue;
      int left = SliceRecords.used(page) > 0 ? 0 : SliceRecords.retire(page) - 1;
      SliceRecords.setRetire(page, left);
      boolean isOver = all || left == 0;
      if (SliceRecords.used(page) > 0 || !isOver) continue;
      remove(page, bin);
      spans.free(page);
    }
  }

  private void addFirst(long page, int bin) {
    long next = first[bin];
    SliceRecords.setNext(page, next);
    SliceRecords.setPrevious(page, 0);
    if (next == 0) last[bin] = page;
    else SliceRecords.setPrevious(next, page);
    first[bin] = page;
  }

  private void addLast(long page, int bin) {
    long previous = last[bin];
    SliceRecords.setNext(page, 0);
    SliceRecords.setPrevious(page, previous);
    if (previous == 0) first[bin] = page;
    else SliceRecords.setNext(previous, page);
    last[bin] = page;
  }

  private void remove(long page, int bin) {
    long next = SliceRecords.next(page);
    long previous = SliceRecords.previous(page);
    if (previous == 0) first[bin] = next;
    else SliceRecords.setNext(previous, next);
    if (next == 0) last[bin] = previous;
    else SliceRecords.setPrevious(next, previous);
  }

  /// Adds the addresses of a page's free blocks to a set.
  static void gather(long page, Set<Long> free) {
    gatherList(SliceRecords.free(page), free);
    gatherList(SliceRecords.local(page), free);
  }

  private static void gatherList(long list, Set<Long> free) {
    for (long block = list; block != 0; block = Memory.getLong(block)) free.add(block);
  }
}
