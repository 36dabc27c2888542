package org.heaplab.allocators.backing;

import java.util.Arrays;

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
/// 128 MiB of addresses in use, held as long as any of those pages is committed.
///
/// Invariants, each checked by the tests in these words:
///
/// 1. a page is resident exactly when its bit is set, or it is a bitmap page with a bit set;
/// 2. footprint = page size × resident pages ≤ limit.
public final class Backing implements AutoCloseable {
  public static final int LOG_PAGE_BYTES = 12;
  public static final long PAGE_BYTES = 1L << LOG_PAGE_BYTES;

  /// Bytes of addresses that one bitmap page stands for: 8 bits a byte, a page a bit.
  private static final int LOG_COVER_BYTES = LOG_PAGE_BYTES + 3 + LOG_PAGE_BYTES;

  private final long base;
  private final long bytes;
  private final long bitmap;
  private final long limitBytes;
  private final int[] committedUnderBitmapPage;
  private long footprintBytes;
  private boolean closed;

  /// Reserves a range. Nothing is committed yet.
  ///
  /// @param bytes addresses the allocator may use, rounded up to whole pages
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @throws OutOfMemoryError when the system refuses so many addresses
  public Backing(long bytes, long limitBytes) {
    if (bytes <= 0 || limitBytes < 0) {
      throw new IllegalArgumentException(
          "a backing needs room and a limit of at least 0: " + bytes + ", " + limitBytes);
    }
    this.bytes = roundUp(bytes);
    long bitmapPages = (this.bytes + (1L << LOG_COVER_BYTES) - 1) >>> LOG_COVER_BYTES;
    this.base = SystemCalls.reserve(this.bytes + bitmapPages * PAGE_BYTES);
    this.bitmap = base + this.bytes;
    this.limitBytes = limitBytes;
    this.committedUnderBitmapPage = new int[Math.toIntExact(bitmapPages)];
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

  /// Commits every page that the bytes touch. Fresh pages hold zeros.
  ///
  /// @return false when that would pass the limit, and then nothing has changed
  public boolean commit(long address, long length) {
    if (length == 0) return true;
    long first = pageOf(address);
    long last = pageOf(address + length - 1);
    if (first == last && isCommitted(first)) return true;
    return commitSlow(first, last);
  }

  private boolean commitSlow(long first, long last) {
    if (limitBytes != Long.MAX_VALUE && footprintBytes + costOf(first, last) > limitBytes)
      return false;
    for (long page = first; page <= last; page++) {
      if (isCommitted(page)) continue;
      Memory.putByte(base + (page << LOG_PAGE_BYTES), (byte) 0);
      long word = wordOf(page);
      if (committedUnderBitmapPage[bitmapPageOf(page)]++ == 0) footprintBytes += PAGE_BYTES;
      Memory.putLong(word, Memory.getLong(word) | 1L << page);
      footprintBytes += PAGE_BYTES;
    }
    return true;
  }

  /// What committing the pages would add to the footprint.
  private long costOf(long first, long last) {
    long pages = 0;
    int countedBitmapPage = -1;
    for (long page = first; page <= last; page++) {
      if (isCommitted(page)) continue;
      pages++;
      int bitmapPage = bitmapPageOf(page);
      if (committedUnderBitmapPage[bitmapPage] == 0 && bitmapPage != countedBitmapPage) {
        countedBitmapPage = bitmapPage;
        pages++;
      }
      if (pages * PAGE_BYTES > limitBytes) break;
    }
    return pages * PAGE_BYTES;
  }

  /// Gives back every committed page that lies wholly within the bytes; what was in them is lost.
  public void release(long address, long length) {
    long first = (address - base + PAGE_BYTES - 1) >>> LOG_PAGE_BYTES;
    long end = (address - base + length) >>> LOG_PAGE_BYTES;
    for (long page = first; page < end; ) {
      if (!isCommitted(page)) {
        page++;
        continue;
      }
      long run = page;
      while (run < end && isCommitted(run)) forget(run++);
      SystemCalls.discard(base + (page << LOG_PAGE_BYTES), (run - page) << LOG_PAGE_BYTES);
      page = run;
    }
  }

  private void forget(long page) {
    long word = wordOf(page);
    Memory.putLong(word, Memory.getLong(word) & ~(1L << page));
    footprintBytes -= PAGE_BYTES;
    int bitmapPage = bitmapPageOf(page);
    if (--committedUnderBitmapPage[bitmapPage] == 0) {
      SystemCalls.discard(bitmap + ((long) bitmapPage << LOG_PAGE_BYTES), PAGE_BYTES);
      footprintBytes -= PAGE_BYTES;
    }
  }

  /// How many of the bytes lie in committed pages.
  public long committedBytes(long address, long length) {
    long committed = 0;
    for (long at = address, end = address + length; at < end; ) {
      long next = Math.min(end, base + ((pageOf(at) + 1) << LOG_PAGE_BYTES));
      if (isCommitted(pageOf(at))) committed += next - at;
      at = next;
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

  private long pageOf(long address) {
    return (address - base) >>> LOG_PAGE_BYTES;
  }

  private static int bitmapPageOf(long page) {
    return (int) (page >>> (LOG_COVER_BYTES - LOG_PAGE_BYTES));
  }

  private long wordOf(long page) {
    return bitmap + (page >>> 6 << 3);
  }

  /// An uncommitted bitmap page is never read: a read would make it resident.
  private boolean isCommitted(long page) {
    return committedUnderBitmapPage[bitmapPageOf(page)] != 0
        && (Memory.getLong(wordOf(page)) & 1L << page) != 0;
  }

  private static long roundUp(long bytes) {
    return (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    footprintBytes = 0;
    SystemCalls.unmap(base, bytes + committedUnderBitmapPage.length * PAGE_BYTES);
  }
}
