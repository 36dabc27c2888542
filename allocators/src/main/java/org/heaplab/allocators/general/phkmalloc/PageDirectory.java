package org.heaplab.allocators.general.phkmalloc;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.MaxTree;

/// A word for each page says what the page is. Pages are numbered from 1. Free pages form runs,
/// coalesced, and stay committed: memory goes back only at the top of the heap, when the last run
/// is free and larger than the cache, of which so much is kept.
///
/// ```text
///    pages       │ block of 3 pages      │ free run of 2 │ chunks    │ free …    top
///                ├───────┬───────┬───────┼───────┬───────┼───────────┼─ ─ ─ ─ ─ ─┤
///    directory   │ 3 · 1 │ ·   2 │ ·   2 │ 2 · 3 │ 2 · 3 │ address 0 │ n · 3
///                └───────┴───────┴───────┴───────┴───────┴───────────┴─ ─
///
///     63                                          3 2    0
///     ├────────────────────────────────────────────┼──────┤   0: description of a page of chunks
///     │ pages of the block or run, or an address   │ kind │   1: first page of a block  2: follows
///     └────────────────────────────────────────────┴──────┘   3: free
/// ```
///
/// A [MaxTree] holds the size of each free run at its first page. It, the directory and the
/// [PagesWithRoom] lie behind the pages, and are as long as the heap has pages.
///
/// Invariants:
///
/// 1. the first and the last word of a free run have its size;
/// 2. no two free runs touch;
/// 3. everything below the top is committed.
///
/// A run is found, and put back, in O(log n) steps for n pages, and a word is written for each of
/// its pages.
final class PageDirectory {
  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;
  private static final int LOG_WORD_BYTES = 3;

  private static final int LOG_KINDS = 3;
  private static final long KIND = (1 << LOG_KINDS) - 1;
  private static final long FIRST = 1;
  private static final long FOLLOWS = 2;
  private static final long FREE = 3;

  private final Backing backing;
  private final int pages;
  private final int cachePages;
  private final long words;
  private final MaxTree freeRuns;
  private final PagesWithRoom withRoom;

  /// The page after the last one.
  private int top = 1;

  private int highestTop = 1;

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param cacheBytes how many bytes at the top may be free and are kept
  PageDirectory(long limitBytes, long cacheBytes) {
    long bytes = Backing.addressesFor(limitBytes);
    pages = (int) (bytes >>> LOG_PAGE_BYTES);
    cachePages = (int) Math.min(cacheBytes >>> LOG_PAGE_BYTES, pages);
    long wordBytes = Backing.wholePages((long) pages << LOG_WORD_BYTES);
    long roomBytes = PagesWithRoom.bytesFor(pages);
    backing = new Backing(bytes + wordBytes + roomBytes + MaxTree.bytesFor(pages), limitBytes);
    words = backing.base() + bytes;
    withRoom = new PagesWithRoom(backing, words + wordBytes, pages);
    freeRuns = new MaxTree(backing, words + wordBytes + roomBytes, pages);
  }

  Backing backing() {
    return backing;
  }

  PagesWithRoom withRoom() {
    return withRoom;
  }

  /// The most bytes of pages.
  long mostBytes() {
    return bytes(pages);
  }

  static long bytes(long pages) {
    return pages << LOG_PAGE_BYTES;
  }

  long address(int page) {
    return backing.base() + bytes(page - 1);
  }

  /// The page that holds an address, whether there is such a page or not.
  long pageAt(long address) {
    return ((address - backing.base()) >> LOG_PAGE_BYTES) + 1;
  }

  /// Whether the heap has this page.
  boolean has(long page) {
    return page >= 1 && page < top;
  }

  /// Whether the heap has this page or had it.
  boolean had(long page) {
    return page >= 1 && page < highestTop;
  }

  /// The page after the last one.
  int top() {
    return top;
  }

  private long wordAt(int page) {
    return words + ((long) (page - 1) << LOG_WORD_BYTES);
  }

  /// What a page is, for the questions below.
  long word(int page) {
    return Memory.getLong(wordAt(page));
  }

  private void set(int page, long word) {
    Memory.putLong(wordAt(page), word);
  }

  static boolean isDescription(long word) {
    return (word & KIND) == 0;
  }

  static boolean isFirst(long word) {
    return (word & KIND) == FIRST;
  }

  static boolean isFree(long word) {
    return (word & KIND) == FREE;
  }

  /// Pages of a block, by its first word, or of a free run, by its first or last.
  static int pages(long word) {
    return (int) (word >>> LOG_KINDS);
  }

  /// Makes a block of one page a page of chunks.
  ///
  /// @param description its address
  void describe(int page, long description) {
    set(page, description);
  }

  /// A block of so many pages: in the first free run that has them, or else at the top.
  ///
  /// @return its first page, or 0 when there is no room or no memory for it
  int allocate(int count) {
    int run = freeRuns.firstAtLeast(count) + 1;
    if (run == 0) return extend(count);
    int rest = pages(word(run)) - count;
    freeRuns.set(run - 1, 0);
    if (rest > 0) setFree(run + count, rest);
    setBlock(run, count);
    return run;
  }

  private int extend(int count) {
    int first = top;
    if (count > pages + 1 - first || !commit(first + count)) return 0;
    top = first + count;
    highestTop = Math.max(highestTop, top);
    setBlock(first, count);
    return first;
  }

  /// Commits what the heap needs to have another top.
  ///
  /// @return false when there is no memory for it, and then nothing has changed
  private boolean commit(int newTop) {
    boolean done =
        backing.commit(wordAt(top), wordAt(newTop) - wordAt(top))
            && withRoom.commit(top - 1, newTop - 1)
            && freeRuns.resize(newTop - 1)
            && backing.commit(address(top), address(newTop) - address(top));
    if (!done) releaseTables(newTop);
    return done;
  }

  /// Gives back what the directory and the others have for pages from the top to before `end`.
  private void releaseTables(int end) {
    freeRuns.resize(top - 1);
    withRoom.release(top - 1, end - 1);
    backing.release(wordAt(top), Backing.wholePages(wordAt(end)) - wordAt(top));
  }

  private void setBlock(int run, int count) {
    set(run, (long) count << LOG_KINDS | FIRST);
    for (int page = run + 1; page < run + count; page++) set(page, FOLLOWS);
  }

  private void setFree(int run, int count) {
    long word = (long) count << LOG_KINDS | FREE;
    set(run, word);
    set(run + count - 1, word);
    freeRuns.set(run - 1, count);
  }

  /// Makes a block free, and one run with the free runs that it touches.
  void release(int block, int count) {
    for (int page = block; page < block + count; page++) set(page, FREE);
    int start = block;
    int end = block + count;
    if (start > 1 && isFree(word(start - 1))) {
      start -= pages(word(start - 1));
      freeRuns.set(start - 1, 0);
    }
    if (end < top && isFree(word(end))) {
      int next = end;
      end += pages(word(next));
      freeRuns.set(next - 1, 0);
    }
    if (end == top && end - start > cachePages) {
      end = start + cachePages;
      lowerTop(end);
    }
    if (end > start) setFree(start, end - start);
  }

  private void lowerTop(int newTop) {
    int oldTop = top;
    top = newTop;
    backing.release(address(newTop), bytes(oldTop - newTop));
    releaseTables(oldTop);
  }

  /// Shows the directory, and what else there is beside the pages.
  void walk(HeapVisitor visitor) {
    long bytes = Backing.wholePages((long) pages << LOG_WORD_BYTES);
    visitor.area("page directory", words, bytes);
    visitor.metadata(words, bytes, backing.committedBytes(words, bytes));
    withRoom.walk(visitor);
    freeRuns.walk("largest free runs", visitor);
    backing.walkBitmap(visitor);
  }
}
