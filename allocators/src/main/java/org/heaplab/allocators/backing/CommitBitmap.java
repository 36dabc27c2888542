package org.heaplab.allocators.backing;

import org.heaplab.allocators.HeapVisitor;

/// Which pages of a range are committed: a bit for each page, 1 for a committed one. The bitmap
/// lies behind the range and is counted like everything else: one page of it for each 128 MiB of
/// addresses in use, held as long as any of those pages is committed.
///
/// A range of several areas of equal length, each used from its start on, interleaves their bits,
/// so that a small heap needs one page of bitmap and not one for each area. The bits of one area in
/// one bitmap page are a chunk:
///
/// ```text
///   area         0          1          2          3          0          1
///     ├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼─ ─
///     │ 1st 32 M │ 1st 32 M │ 1st 32 M │ 1st 32 M │ 2nd 32 M │ 2nd 32 M │   bitmap of 4 areas
///     └──────────┴──────────┴──────────┴──────────┴──────────┴──────────┴─ ─
///      ◀──────────── one page of bitmap ─────────▶
/// ```
///
/// Pages are counted from the start of the range. A bitmap page that is not held is never read: a
/// read would make it resident.
final class CommitBitmap {
  private static final int LOG_WORD_BITS = 6;
  private static final int WORD_BITS = 1 << LOG_WORD_BITS;
  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;

  /// Pages that one bitmap page stands for: 8 bits a byte, a page a bit.
  private static final int LOG_COVER_PAGES = LOG_PAGE_BYTES + 3;

  /// With more, an area's share of a bitmap page would be less than a cache line.
  static final int MAX_LOG_AREAS = 6;

  private final long address;
  private final int logAreas;
  private final int logAreaPages;
  private final long areaMask;
  private final int logChunkPages;
  private final long chunkMask;
  private final int[] committedUnder;
  private long heldBytes;

  /// @param address where the bitmap lies, at a page's start
  /// @param areaPages of each area; with more than one area, a power of two
  CommitBitmap(long address, long areaPages, int logAreas) {
    this.address = address;
    this.logAreas = logAreas;
    this.logAreaPages = logAreas == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(areaPages);
    this.areaMask = (1L << logAreaPages) - 1;
    this.logChunkPages = LOG_COVER_PAGES - logAreas;
    this.chunkMask = (1L << logChunkPages) - 1;
    this.committedUnder = new int[Math.toIntExact(bitmapPages(areaPages, logAreas))];
  }

  /// Pages of the bitmap of a range.
  static long bitmapPages(long areaPages, int logAreas) {
    return ((areaPages - 1) >> (LOG_COVER_PAGES - logAreas)) + 1;
  }

  /// Bytes of all committed pages and of the bitmap pages that are held.
  long heldBytes() {
    return heldBytes;
  }

  /// Bytes of addresses.
  long bytes() {
    return (long) committedUnder.length << LOG_PAGE_BYTES;
  }

  /// Bytes of the bitmap pages that are held.
  long ownBytes() {
    long own = 0;
    for (int pages : committedUnder) if (pages > 0) own += Backing.PAGE_BYTES;
    return own;
  }

  boolean isCommitted(long page) {
    return committedUnder[bitmapPageOf(page)] != 0
        && (Memory.getLong(wordOf(page)) & 1L << page) != 0;
  }

  /// The first committed page from `page` on, or `end`.
  long nextCommitted(long page, long end) {
    while (page < end) {
      if (committedUnder[bitmapPageOf(page)] == 0) {
        page = (page | chunkMask) + 1;
        continue;
      }
      long rest = Memory.getLong(wordOf(page)) >>> page;
      if (rest != 0) return Math.min(end, page + Long.numberOfTrailingZeros(rest));
      page = (page | WORD_BITS - 1) + 1;
    }
    return end;
  }

  /// The first page from `page` on that is not committed, or `end`.
  long nextUncommitted(long page, long end) {
    while (page < end) {
      if (committedUnder[bitmapPageOf(page)] == 0) return page;
      long rest = ~Memory.getLong(wordOf(page)) >>> page;
      if (rest != 0) return Math.min(end, page + Long.numberOfTrailingZeros(rest));
      page = (page | WORD_BITS - 1) + 1;
    }
    return end;
  }

  /// Bytes that committing the pages would add to those held.
  long costOf(long first, long end) {
    long pages = 0;
    for (long page = nextUncommitted(first, end); page < end; ) {
      long runEnd = nextCommitted(page, end);
      pages += runEnd - page;
      page = nextUncommitted(runEnd, end);
    }
    for (long page = first; page < end; page = (page | chunkMask) + 1) {
      if (committedUnder[bitmapPageOf(page)] == 0) pages++;
    }
    return pages << LOG_PAGE_BYTES;
  }

  /// Notes that pages, none of which was committed, are now.
  void set(long first, long end) {
    for (long page = first, next; page < end; page = next) {
      next = Math.min(end, (page | WORD_BITS - 1) + 1);
      int own = bitmapPageOf(page);
      if (committedUnder[own] == 0) heldBytes += Backing.PAGE_BYTES;
      committedUnder[own] += (int) (next - page);
      long word = wordOf(page);
      Memory.putLong(word, Memory.getLong(word) | bits(page, next));
    }
    heldBytes += (end - first) << LOG_PAGE_BYTES;
  }

  /// Notes that pages, all of which were committed, are no longer.
  void clear(long first, long end) {
    for (long page = first, next; page < end; page = next) {
      next = Math.min(end, (page | WORD_BITS - 1) + 1);
      long word = wordOf(page);
      Memory.putLong(word, Memory.getLong(word) & ~bits(page, next));
      int own = bitmapPageOf(page);
      committedUnder[own] -= (int) (next - page);
      if (committedUnder[own] == 0) {
        SystemCalls.discard(address + ((long) own << LOG_PAGE_BYTES), Backing.PAGE_BYTES);
        heldBytes -= Backing.PAGE_BYTES;
      }
    }
    heldBytes -= (end - first) << LOG_PAGE_BYTES;
  }

  /// Notes that nothing is held any more.
  void clearAll() {
    heldBytes = 0;
  }

  /// Pages of a chunk.
  long chunkPages() {
    return 1L << Math.min(logChunkPages, logAreaPages);
  }

  /// The first page of each chunk whose bitmap page is held.
  long[] heldChunks() {
    int areas = 1 << logAreas;
    int held = (int) (ownBytes() >>> LOG_PAGE_BYTES);
    var chunks = new long[held * areas];
    int count = 0;
    for (int own = 0; own < committedUnder.length; own++) {
      if (committedUnder[own] == 0) continue;
      for (long area = 0; area < areas; area++) {
        chunks[count++] = (area << logAreaPages) + ((long) own << logChunkPages);
      }
    }
    return chunks;
  }

  /// Shows the bitmap as an area of its own.
  void walk(HeapVisitor visitor) {
    visitor.area("page bitmap", address, bytes());
    visitor.metadata(address, bytes(), ownBytes());
  }

  private int bitmapPageOf(long page) {
    return (int) (inArea(page) >> logChunkPages);
  }

  private long inArea(long page) {
    return page & areaMask;
  }

  /// Words of an area's chunk lie side by side in the bitmap page, and the areas' one after the
  /// other.
  private long wordOf(long page) {
    long chunk = inArea(page) >>> logChunkPages;
    long area = page >>> logAreaPages;
    long bit = (((chunk << logAreas) | area) << logChunkPages) | (page & chunkMask);
    return address + (bit >>> LOG_WORD_BITS << 3);
  }

  /// The bits of pages from `page` to before `end`, which lie in one word.
  private static long bits(long page, long end) {
    return -1L << page & -1L >>> -end;
  }
}
