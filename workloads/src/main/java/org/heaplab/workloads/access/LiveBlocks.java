package org.heaplab.workloads.access;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.logs.text.AddressMap;

/// Finds the live block that an address lies in.
///
/// ```text
///   page     0              1              2          the blocks that begin in a page: a bit for each
///   blocks   ├─A─┤ ├───────B───────┤  ├C┤             of its granules
///   bits     1     1                  1               page 1 is covered: B reaches into it from before
/// ```
///
/// The block of an address is the one that begins last at or before it, if it reaches so far. In
/// the page of the address, this is the highest bit at or below the granule of the address. Without
/// such a bit it is the block that covers the page. So a search looks at one page and at most eight
/// words. A block that spans many pages is in a tree and in no page, so the memory is proportional
/// to the number of live blocks.
///
/// Invariants:
///
/// 1. a page is in the table exactly when a block of the pages lies in it;
/// 2. a bit is set exactly when a live block begins there;
/// 3. live blocks do not overlap.
final class LiveBlocks {
  static final int NONE = AddressMap.NONE;

  private static final int LOG_PAGE_BYTES = 12;
  private static final int PAGE_MASK = (1 << LOG_PAGE_BYTES) - 1;

  /// Every allocator aligns its blocks to so many bytes at least.
  private static final int LOG_GRANULE_BYTES = 3;

  private static final int LOG_WORDS = LOG_PAGE_BYTES - LOG_GRANULE_BYTES - 6;

  /// Blocks of this size and larger ones are in the tree.
  private static final long LARGE_BYTES = 1 << 16;

  private static final int FIRST_CAPACITY = 1 << 10;

  /// Of each live block, by slot.
  private long[] starts = new long[FIRST_CAPACITY];

  private long[] ends = new long[FIRST_CAPACITY];
  private final AddressMap slotsByStart = new AddressMap();

  /// Where a page has its bits, its covering block and its number of blocks.
  private final AddressMap pages = new AddressMap();

  private long[] begins = new long[FIRST_CAPACITY << LOG_WORDS];
  private int[] covering = new int[FIRST_CAPACITY];
  private int[] users = new int[FIRST_CAPACITY];
  private int[] freePages = new int[FIRST_CAPACITY];
  private int freePageCount;
  private int pageCount;

  private final TreeMap<Long, Integer> large = new TreeMap<>();

  /// No block was ever below or above these.
  private long lowest = Long.MAX_VALUE;

  private long highest = Long.MIN_VALUE;

  /// The block that was found last, while it lives.
  private long lastStart;

  private long lastEnd;
  private int lastSlot;

  /// The page that was searched last, and where it is; [#NONE] when it has no block.
  private long lastPage = -1;

  private int lastPageAt = NONE;

  /// @return the slot of the live block that begins at an address, or [#NONE]
  int at(long start) {
    return slotsByStart.get(start);
  }

  long start(int slot) {
    return starts[slot];
  }

  long end(int slot) {
    return ends[slot];
  }

  /// Whether an access from `address` to `end` can be in a block at all.
  boolean mayHold(long address, long end) {
    return end > lowest && address < highest;
  }

  /// @return the slot of the live block that has the byte at an address, or [#NONE]
  int find(long address) {
    if (address >= lastStart && address < lastEnd) return lastSlot;
    int slot = inPages(address);
    if (slot == NONE || address >= ends[slot]) slot = inTree(address);
    if (slot == NONE) return NONE;
    lastStart = starts[slot];
    lastEnd = ends[slot];
    lastSlot = slot;
    return slot;
  }

  /// The block of the pages that begins last at or before an address.
  private int inPages(long address) {
    long page = address >>> LOG_PAGE_BYTES;
    if (page != lastPage) {
      lastPageAt = pages.get(page);
      lastPage = page;
    }
    if (lastPageAt == NONE) return NONE;
    int granule = (int) (address & PAGE_MASK) >>> LOG_GRANULE_BYTES;
    int word = granule >>> 6;
    int first = lastPageAt << LOG_WORDS;
    long bits = begins[first + word] & (-1L >>> (63 - (granule & 63)));
    while (bits == 0) {
      if (word == 0) return covering[lastPageAt];
      bits = begins[first + --word];
    }
    long begin = (long) word << 6 | (63 - Long.numberOfLeadingZeros(bits));
    return slotsByStart.get((page << LOG_PAGE_BYTES) + (begin << LOG_GRANULE_BYTES));
  }

  private int inTree(long address) {
    if (large.isEmpty()) return NONE;
    Map.Entry<Long, Integer> below = large.floorEntry(address);
    return below != null && address < ends[below.getValue()] ? below.getValue() : NONE;
  }

  /// Adds a block that overlaps no live one.
  ///
  /// @throws TraceException when it is at an address where no allocator puts a block
  void add(int slot, long start, long size) {
    if (start >>> LOG_PAGE_BYTES == 0 || (start & ((1 << LOG_GRANULE_BYTES) - 1)) != 0) {
      throw new TraceException(
          "a block must be at a multiple of %d beyond the first page: 0x%x"
              .formatted(1 << LOG_GRANULE_BYTES, start));
    }
    if (slot >= starts.length) {
      starts = Arrays.copyOf(starts, Math.max(slot + 1, starts.length * 2));
      ends = Arrays.copyOf(ends, starts.length);
    }
    starts[slot] = start;
    ends[slot] = start + size;
    lowest = Math.min(lowest, start);
    highest = Math.max(highest, start + size);
    slotsByStart.put(start, slot);
    if (size >= LARGE_BYTES) {
      large.put(start, slot);
      return;
    }
    int first = use(start >>> LOG_PAGE_BYTES);
    begins[bitWord(start, first)] |= bit(start);
    for (long page = (start >>> LOG_PAGE_BYTES) + 1; page <= lastPageOf(slot); page++) {
      int at = use(page);
      covering[at] = slot;
    }
  }

  void remove(int slot) {
    long start = starts[slot];
    long size = ends[slot] - start;
    if (lastSlot == slot) lastEnd = lastStart;
    slotsByStart.remove(start);
    if (size >= LARGE_BYTES) {
      large.remove(start);
      return;
    }
    begins[bitWord(start, pages.get(start >>> LOG_PAGE_BYTES))] &= ~bit(start);
    for (long page = (start >>> LOG_PAGE_BYTES) + 1; page <= lastPageOf(slot); page++) {
      int at = pages.get(page);
      if (covering[at] == slot) covering[at] = NONE;
    }
    for (long page = start >>> LOG_PAGE_BYTES; page <= lastPageOf(slot); page++) leave(page);
  }

  private long lastPageOf(int slot) {
    return Math.max(starts[slot], ends[slot] - 1) >>> LOG_PAGE_BYTES;
  }

  private static int bitWord(long start, int page) {
    return (page << LOG_WORDS) + ((int) (start & PAGE_MASK) >>> (LOG_GRANULE_BYTES + 6));
  }

  private static long bit(long start) {
    return 1L << (start >>> LOG_GRANULE_BYTES);
  }

  /// Counts one block more in a page.
  ///
  /// @return where the page is
  private int use(long page) {
    int at = pages.get(page);
    if (at == NONE) {
      at = freePageCount > 0 ? freePages[--freePageCount] : newPage();
      covering[at] = NONE;
      pages.put(page, at);
      lastPage = -1;
    }
    users[at]++;
    return at;
  }

  private int newPage() {
    if (pageCount == users.length) {
      begins = Arrays.copyOf(begins, begins.length * 2);
      covering = Arrays.copyOf(covering, pageCount * 2);
      users = Arrays.copyOf(users, pageCount * 2);
      freePages = Arrays.copyOf(freePages, pageCount * 2);
    }
    return pageCount++;
  }

  /// Counts one block less in a page.
  private void leave(long page) {
    int at = pages.get(page);
    if (--users[at] > 0) return;
    pages.remove(page);
    freePages[freePageCount++] = at;
    lastPage = -1;
  }
}
