package org.heaplab.allocators.backing;

import java.util.Arrays;
import java.util.BitSet;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;

/// Where a heap's bytes come from: one reserved range of addresses whose pages are committed by
/// touching them and given back one by one, with a count that is exact at every moment and equal to
/// what the system reports for the range.
///
/// ```text
///    base                                              bitmap                end
///     ├──────────────────────────────────────────────────┼───────────────────┤
///     │ the allocator's, to lay out as it likes          │ 1 bit for a page, │
///     │                                                  │ 1: committed      │
///     └──────────────────────────────────────────────────┴───────────────────┘
/// ```
///
/// The bitmap lies in the range itself and is counted like everything else: one page of it for each
/// 128 MiB of addresses in use, held as long as any of those pages is committed. A range of several
/// areas of equal length, each used from its start on, interleaves their bits, so that a small heap
/// needs one page of bitmap and not one for each area:
///
/// ```text
///   area         0          1          2          3          0          1
///     ├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼─ ─
///     │ 1st 32 M │ 1st 32 M │ 1st 32 M │ 1st 32 M │ 2nd 32 M │ 2nd 32 M │   bitmap of 4 areas
///     └──────────┴──────────┴──────────┴──────────┴──────────┴──────────┴─ ─
///      ◀──────────── one page of bitmap ─────────▶
/// ```
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. no page is resident but those whose bit is set and the bitmap pages with a bit set;
/// 2. footprint = page size × (pages whose bit is set + bitmap pages with a bit set) ≤ limit.
///
/// A page whose bit is set is resident unless the system has swapped it out, and a refused commit
/// changes nothing; the tests check these.
///
/// Committing one page that is committed already costs two loads. A page that is only read becomes
/// resident without being counted, so nothing may be read before it is committed.
public final class Backing implements AutoCloseable {
  public static final int LOG_PAGE_BYTES = 12;
  public static final long PAGE_BYTES = 1L << LOG_PAGE_BYTES;

  /// The most addresses that a heap without a limit reserves.
  public static final long MAX_BYTES = 1L << 36;

  private static final int LOG_WORD_BITS = 6;
  private static final int WORD_BITS = 1 << LOG_WORD_BITS;

  /// With more, an area's share of a bitmap page would be less than a cache line.
  private static final int MAX_LOG_AREAS = 6;

  /// Pages that one bitmap page stands for: 8 bits a byte, a page a bit.
  private static final int LOG_COVER_PAGES = LOG_PAGE_BYTES + 3;

  /// Runs of at least this many pages are committed by one system call rather than by touching.
  private static final long POPULATE_PAGES = 8;

  private final long base;
  private final long bytes;
  private final long bitmap;
  private final long limitBytes;
  private final int[] committedUnderBitmapPage;
  private final int logAreas;
  private final int logAreaPages;
  private final long areaMask;

  /// Pages of one area that one bitmap page stands for.
  private final int logChunkPages;

  private final long chunkMask;

  private long footprintBytes;
  private boolean closed;

  /// Reserves a range. Nothing is committed yet.
  ///
  /// @param bytes addresses the allocator may use, rounded up to whole pages
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @throws OutOfMemoryError when the system refuses so many addresses
  public Backing(long bytes, long limitBytes) {
    this(bytes, 0, limitBytes);
  }

  /// Reserves a range of several areas of equal length. Nothing is committed yet.
  ///
  /// @param areaBytes addresses in an area; with more than one area, a power of two
  /// @param logAreas log2 of the number of areas, at most 6
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @throws OutOfMemoryError when the system refuses so many addresses
  public Backing(long areaBytes, int logAreas, long limitBytes) {
    if (areaBytes <= 0 || limitBytes < 0) {
      throw new IllegalArgumentException(
          "a backing needs room and a limit of at least 0: " + areaBytes + ", " + limitBytes);
    }
    if (logAreas < 0 || logAreas > MAX_LOG_AREAS) {
      throw new IllegalArgumentException("there must be 2^0 to 2^6 areas: 2^" + logAreas);
    }
    if (logAreas > 0 && (Long.bitCount(areaBytes) != 1 || areaBytes < PAGE_BYTES)) {
      throw new IllegalArgumentException(
          "several areas must each be a power of two of bytes, and a page: " + areaBytes);
    }
    this.bytes = wholePages(areaBytes) << logAreas;
    this.logAreas = logAreas;
    this.logAreaPages =
        logAreas == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(areaBytes) - LOG_PAGE_BYTES;
    this.areaMask = (1L << logAreaPages) - 1;
    this.logChunkPages = LOG_COVER_PAGES - logAreas;
    this.chunkMask = (1L << logChunkPages) - 1;
    long areaPages = wholePages(areaBytes) >>> LOG_PAGE_BYTES;
    long bitmapPages = ((areaPages - 1) >> logChunkPages) + 1;
    this.base = SystemCalls.reserve(this.bytes + bitmapPages * PAGE_BYTES);
    this.bitmap = base + this.bytes;
    this.limitBytes = limitBytes;
    this.committedUnderBitmapPage = new int[Math.toIntExact(bitmapPages)];
  }

  /// Addresses enough for a heap that holds at most the limit, itself at most [#MAX_BYTES].
  public static long addressesFor(long limitBytes) {
    return wholePages(Math.clamp(limitBytes, PAGE_BYTES, MAX_BYTES));
  }

  /// Bytes, or the offset of an address from the base, rounded up to whole pages.
  public static long wholePages(long bytes) {
    return Alignment.up(bytes, PAGE_BYTES);
  }

  public long base() {
    return base;
  }

  /// Addresses the allocator may use, from [#base] on.
  public long bytes() {
    return bytes;
  }

  public long footprintBytes() {
    return footprintBytes;
  }

  public long limitBytes() {
    return limitBytes;
  }

  /// Bytes of the footprint that are this class's own bitmap.
  public long bitmapBytes() {
    return Arrays.stream(committedUnderBitmapPage).filter(pages -> pages > 0).count() * PAGE_BYTES;
  }

  /// Shows the bitmap as an area of its own, so that a heap's walk can account for it.
  public void walkBitmap(HeapVisitor visitor) {
    long length = committedUnderBitmapPage.length * PAGE_BYTES;
    visitor.area("page bitmap", bitmap, length);
    visitor.metadata(bitmap, length, bitmapBytes());
  }

  /// Commits every page that the bytes touch. Fresh pages hold zeros.
  ///
  /// @return false when that would pass the limit, and then nothing has changed
  /// @throws IndexOutOfBoundsException when the bytes are not all in the range
  public boolean commit(long address, long length) {
    if (length == 0) return true;
    long first = pageOf(address);
    long last = pageOf(address + length - 1);
    if (first == last && isCommitted(first)) return true;
    return commitSlow(first, last + 1);
  }

  /// Commits several pieces or none of them. Each but the last is short.
  ///
  /// @param pieces address and length of each in turn
  /// @return false when all together would pass the limit, and then nothing has changed
  public boolean commitAll(long... pieces) {
    if (limitBytes != Long.MAX_VALUE) return commitAll(pieces, 0);
    for (int i = 0; i < pieces.length; i += 2) commit(pieces[i], pieces[i + 1]);
    return true;
  }

  private boolean commitAll(long[] pieces, int next) {
    long address = pieces[next];
    long length = pieces[next + 1];
    if (next + 2 == pieces.length) return commit(address, length);
    long first = pageOf(address);
    long end = pageOf(address + length - 1) + 1;
    var fresh = new BitSet();
    for (long page = first; page < end; page++) fresh.set((int) (page - first), !isCommitted(page));
    if (!commit(address, length)) return false;
    if (commitAll(pieces, next + 2)) return true;
    fresh.stream().forEach(i -> release(base + ((first + i) << LOG_PAGE_BYTES), PAGE_BYTES));
    return false;
  }

  private boolean commitSlow(long first, long end) {
    requireInside(first, end);
    if (limitBytes != Long.MAX_VALUE && costOf(first, end) > limitBytes - footprintBytes) {
      return false;
    }
    for (long page = nextUncommitted(first, end); page < end; ) {
      long runEnd = nextCommitted(page, end);
      touch(page, runEnd);
      mark(page, runEnd);
      page = nextUncommitted(runEnd, end);
    }
    return true;
  }

  /// What committing the pages would add to the footprint.
  private long costOf(long first, long end) {
    long pages = 0;
    for (long page = nextUncommitted(first, end); page < end; ) {
      long runEnd = nextCommitted(page, end);
      pages += runEnd - page;
      page = nextUncommitted(runEnd, end);
    }
    for (long page = first; page < end; page = (page | chunkMask) + 1) {
      if (committedUnderBitmapPage[bitmapPageOf(page)] == 0) pages++;
    }
    return pages << LOG_PAGE_BYTES;
  }

  private void touch(long first, long end) {
    long address = base + (first << LOG_PAGE_BYTES);
    long limit = base + (end << LOG_PAGE_BYTES);
    if (end - first >= POPULATE_PAGES && SystemCalls.populate(address, limit - address)) return;
    for (; address < limit; address += PAGE_BYTES) Memory.putByte(address, (byte) 0);
  }

  private void mark(long first, long end) {
    for (long page = first, next; page < end; page = next) {
      next = Math.min(end, (page | WORD_BITS - 1) + 1);
      if (committedUnderBitmapPage[bitmapPageOf(page)] == 0) footprintBytes += PAGE_BYTES;
      committedUnderBitmapPage[bitmapPageOf(page)] += (int) (next - page);
      long word = wordOf(page);
      Memory.putLong(word, Memory.getLong(word) | bits(page, next));
    }
    footprintBytes += (end - first) << LOG_PAGE_BYTES;
  }

  /// Gives back every committed page that lies wholly within the bytes; what was in them is lost.
  ///
  /// @throws IndexOutOfBoundsException when the bytes are not all in the range
  public void release(long address, long length) {
    long first = pageOf(address + PAGE_BYTES - 1);
    long end = pageOf(address + length);
    if (first >= end) return;
    requireInside(first, end);
    for (long page = nextCommitted(first, end); page < end; ) {
      long runEnd = nextUncommitted(page, end);
      SystemCalls.discard(base + (page << LOG_PAGE_BYTES), (runEnd - page) << LOG_PAGE_BYTES);
      forget(page, runEnd);
      page = nextCommitted(runEnd, end);
    }
  }

  private void forget(long first, long end) {
    for (long page = first, next; page < end; page = next) {
      next = Math.min(end, (page | WORD_BITS - 1) + 1);
      long word = wordOf(page);
      Memory.putLong(word, Memory.getLong(word) & ~bits(page, next));
      int own = bitmapPageOf(page);
      committedUnderBitmapPage[own] -= (int) (next - page);
      if (committedUnderBitmapPage[own] == 0) {
        SystemCalls.discard(bitmap + ((long) own << LOG_PAGE_BYTES), PAGE_BYTES);
        footprintBytes -= PAGE_BYTES;
      }
    }
    footprintBytes -= (end - first) << LOG_PAGE_BYTES;
  }

  /// Moves whole pages to addresses where none is committed: the contents of the committed ones are
  /// there afterwards, and nothing was copied.
  ///
  /// @return false when the limit leaves no room for the bitmap or the system cannot do it, and
  ///   then nothing has changed
  /// @throws IndexOutOfBoundsException when the bytes are not all in the range
  public boolean move(long source, long target, long length) {
    long first = pageOf(source);
    long pages = length >>> LOG_PAGE_BYTES;
    long end = first + pages;
    long newFirst = pageOf(target);
    requireInside(first, first + pages);
    requireInside(newFirst, newFirst + pages);
    long added = costOf(newFirst, newFirst + pages) - length;
    if (limitBytes != Long.MAX_VALUE && added > limitBytes - footprintBytes) return false;
    if (!SystemCalls.remap(source, target, length)) return false;
    for (long page = nextCommitted(first, end); page < end; ) {
      long runEnd = nextUncommitted(page, end);
      mark(page - first + newFirst, runEnd - first + newFirst);
      forget(page, runEnd);
      page = nextCommitted(runEnd, end);
    }
    return true;
  }

  /// How many of the bytes lie in committed pages.
  public long committedBytes(long address, long length) {
    long end = pageOf(address + length + PAGE_BYTES - 1);
    long committed = 0;
    for (long page = nextCommitted(pageOf(address), end); page < end; ) {
      long runEnd = nextUncommitted(page, end);
      long from = Math.max(address, base + (page << LOG_PAGE_BYTES));
      long to = Math.min(address + length, base + (runEnd << LOG_PAGE_BYTES));
      committed += to - from;
      page = nextCommitted(runEnd, end);
    }
    return committed;
  }

  /// Whether the page that holds the byte is committed.
  public boolean isCommittedAt(long address) {
    return isCommitted(pageOf(address));
  }

  /// What the system says of this range, bitmap included, in bytes of resident pages. Slow; for
  /// verification.
  public long residentBytes() {
    return SystemCalls.resident(base, bytes + committedUnderBitmapPage.length * PAGE_BYTES);
  }

  /// Looks for a page that is resident although its bit is clear, among those that the committed
  /// bitmap pages stand for. Slow; for verification.
  ///
  /// @return the offset of a run of pages that has one, or -1
  public long findStray() {
    for (int own = 0; own < committedUnderBitmapPage.length; own++) {
      if (committedUnderBitmapPage[own] == 0) continue;
      for (long area = 0; area < 1L << logAreas; area++) {
        long offset = ((area << logAreaPages) + ((long) own << logChunkPages)) << LOG_PAGE_BYTES;
        long length = Math.min(bytes - offset, PAGE_BYTES << Math.min(logChunkPages, logAreaPages));
        long resident = SystemCalls.resident(base + offset, length);
        if (resident > committedBytes(base + offset, length)) return offset;
      }
    }
    return -1;
  }

  /// The first committed page from `page` on, or `end`.
  private long nextCommitted(long page, long end) {
    while (page < end) {
      int own = bitmapPageOf(page);
      if (committedUnderBitmapPage[own] == 0) {
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
  private long nextUncommitted(long page, long end) {
    while (page < end) {
      if (committedUnderBitmapPage[bitmapPageOf(page)] == 0) return page;
      long rest = ~Memory.getLong(wordOf(page)) >>> page;
      if (rest != 0) return Math.min(end, page + Long.numberOfTrailingZeros(rest));
      page = (page | WORD_BITS - 1) + 1;
    }
    return end;
  }

  /// An uncommitted bitmap page is never read: a read would make it resident.
  private boolean isCommitted(long page) {
    return committedUnderBitmapPage[bitmapPageOf(page)] != 0
        && (Memory.getLong(wordOf(page)) & 1L << page) != 0;
  }

  private long pageOf(long address) {
    return (address - base) >> LOG_PAGE_BYTES;
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
    return bitmap + (bit >>> LOG_WORD_BITS << 3);
  }

  /// The bits of pages from `page` to before `end`, which lie in one word.
  private static long bits(long page, long end) {
    return -1L << page & -1L >>> -end;
  }

  private void requireInside(long first, long end) {
    if (first < 0 || end < first || end > bytes >>> LOG_PAGE_BYTES) {
      throw new IndexOutOfBoundsException(
          "pages must lie between 0 and "
              + (bytes >>> LOG_PAGE_BYTES)
              + ": "
              + first
              + " to "
              + end);
    }
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    footprintBytes = 0;
    SystemCalls.unmap(base, bytes + committedUnderBitmapPage.length * PAGE_BYTES);
  }
}
