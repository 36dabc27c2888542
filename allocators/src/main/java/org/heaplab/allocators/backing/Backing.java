package org.heaplab.allocators.backing;

import java.util.BitSet;
import java.util.Objects;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.options.Options;

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
/// The last part of the range is the [CommitBitmap], which is counted like everything else.
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. no page is resident but those whose bit is set and the bitmap pages with a bit set;
/// 2. footprint = page size × (pages whose bit is set + bitmap pages with a bit set) ≤ limit.
///
/// A page whose bit is set is resident unless the system has swapped it out, and a refused commit
/// changes nothing; the tests check these. [DirtyPages], if any, are resident and counted besides.
///
/// Committing one page that is committed already costs a few loads. A page that is only read
/// becomes resident without being counted, so nothing may be read before it is committed.
public final class Backing implements AutoCloseable {
  public static final int LOG_PAGE_BYTES = 12;
  public static final long PAGE_BYTES = 1L << LOG_PAGE_BYTES;

  /// The most addresses that a heap without a limit reserves.
  public static final long MAX_BYTES = 1L << 36;

  /// Addresses for each byte that a heap with holes may hold.
  private static final long SPARSE_ADDRESSES = 4;

  /// Runs of at least this many pages are committed by one system call rather than by touching.
  private static final long POPULATE_PAGES = 8;

  private final long base;
  private final long bytes;
  private final long limitBytes;
  private final boolean isShared;
  private final CommitBitmap bitmap;
  private final DiscardBatch batch = new DiscardBatch();
  private final DirtyPages dirty = new DirtyPages(batch);
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
    this(areaBytes, logAreas, limitBytes, false);
  }

  /// Reserves a range whose pages may appear at further addresses, for [PageViews]. Otherwise it is
  /// like any, but that it cannot [#move] pages.
  ///
  /// @param bytes addresses the allocator may use, rounded up to whole pages
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @throws OutOfMemoryError when the system refuses so many addresses
  public static Backing ofSharedPages(long bytes, long limitBytes) {
    return new Backing(bytes, 0, limitBytes, true);
  }

  private Backing(long areaBytes, int logAreas, long limitBytes, boolean isShared) {
    if (areaBytes <= 0 || limitBytes < 0) {
      throw new IllegalArgumentException(
          "a backing needs room and a limit of at least 0: " + areaBytes + ", " + limitBytes);
    }
    if (logAreas < 0 || logAreas > CommitBitmap.MAX_LOG_AREAS) {
      throw new IllegalArgumentException("there must be 2^0 to 2^6 areas: 2^" + logAreas);
    }
    if (logAreas > 0 && (Long.bitCount(areaBytes) != 1 || areaBytes < PAGE_BYTES)) {
      throw new IllegalArgumentException(
          "several areas must each be a power of two of bytes, and a page: " + areaBytes);
    }
    this.bytes = wholePages(areaBytes) << logAreas;
    this.limitBytes = limitBytes;
    this.isShared = isShared;
    long areaPages = wholePages(areaBytes) >>> LOG_PAGE_BYTES;
    long bitmapPages = CommitBitmap.bitmapPages(areaPages, logAreas);
    this.base = SystemCalls.reserve(bytes + (bitmapPages << LOG_PAGE_BYTES));
    if (isShared) SystemCalls.share(base, bytes);
    this.bitmap = new CommitBitmap(base + bytes, areaPages, logAreas);
  }

  /// Addresses enough for a heap that holds at most the limit, itself at most [#MAX_BYTES].
  public static long addressesFor(long limitBytes) {
    return wholePages(Math.clamp(limitBytes, PAGE_BYTES, MAX_BYTES));
  }

  /// Addresses for a heap that gives back pages anywhere between others, so that it may need more
  /// addresses than it holds memory.
  ///
  /// @param least as many at least
  public static long sparseAddressesFor(long limitBytes, long least) {
    long most = Math.min(limitBytes, MAX_BYTES / SPARSE_ADDRESSES);
    return wholePages(Math.max(SPARSE_ADDRESSES * most, least));
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
    return bitmap.heldBytes() + dirty.bytes();
  }

  public long limitBytes() {
    return limitBytes;
  }

  public long bitmapBytes() {
    return bitmap.ownBytes();
  }

  /// Shows the bitmap as an area of its own, so that a heap's walk can account for it.
  public void walkBitmap(HeapVisitor visitor) {
    bitmap.walk(visitor);
  }

  /// Commits every page that the bytes touch. Fresh pages hold zeros.
  ///
  /// @return false when that would pass the limit, and then nothing has changed
  /// @throws IndexOutOfBoundsException when the bytes are not all in the range
  public boolean commit(long address, long length) {
    if (length == 0) return true;
    long first = pageOf(address);
    long last = pageOf(address + length - 1);
    if (first == last && bitmap.isCommitted(first)) return true;
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
    for (long i = first; i < end; i++) fresh.set((int) (i - first), !bitmap.isCommitted(i));
    if (!commit(address, length)) return false;
    if (commitAll(pieces, next + 2)) return true;
    fresh.stream().forEach(i -> release(addressOf(first + i), PAGE_BYTES));
    return false;
  }

  private boolean commitSlow(long first, long end) {
    Objects.checkFromToIndex(first, end, bytes >>> LOG_PAGE_BYTES);
    batch.flush();
    if (dirty.bytes() > 0) dirty.makeRoom(footprintBytes(), growth(first, end), limitBytes);
    if (limitBytes != Long.MAX_VALUE && growth(first, end) > limitBytes - footprintBytes()) {
      return false;
    }
    for (long page = bitmap.nextUncommitted(first, end); page < end; ) {
      long runEnd = bitmap.nextCommitted(page, end);
      touch(page, runEnd);
      bitmap.set(page, runEnd);
      page = bitmap.nextUncommitted(runEnd, end);
    }
    dirty.noteFootprint(footprintBytes());
    return true;
  }

  /// Bytes that committing the pages would add to the footprint.
  private long growth(long first, long end) {
    return bitmap.costOf(first, end) - dirty.bytesIn(addressOf(first), addressOf(end));
  }

  private void touch(long first, long end) {
    long address = addressOf(first);
    long limit = addressOf(end);
    dirty.reuse(address, limit);
    if (end - first >= POPULATE_PAGES && SystemCalls.populate(address, limit - address)) return;
    for (; address < limit; address += PAGE_BYTES) Memory.putByte(address, (byte) 0);
  }

  /// Gives back every page that lies wholly within the bytes; what was in them is lost.
  ///
  /// @throws IndexOutOfBoundsException when the bytes are not all in the range
  public void release(long address, long length) {
    release(address, length, false);
  }

  /// The same of pages of blocks, which may stay dirty.
  public void releaseBlocks(long address, long length) {
    release(address, length, dirty.areKept());
  }

  private void release(long address, long length, boolean mayStay) {
    long first = pageOf(address + PAGE_BYTES - 1);
    long end = pageOf(address + length);
    if (first >= end) return;
    Objects.checkFromToIndex(first, end, bytes >>> LOG_PAGE_BYTES);
    if (!mayStay && dirty.bytesIn(addressOf(first), addressOf(end)) > 0) dirty.discard();
    for (long page = bitmap.nextCommitted(first, end); page < end; ) {
      long runEnd = bitmap.nextUncommitted(page, end);
      bitmap.clear(page, runEnd);
      if (mayStay) dirty.add(addressOf(page), addressOf(runEnd), bitmap.heldBytes());
      else if (isShared) SystemCalls.remove(addressOf(page), (runEnd - page) << LOG_PAGE_BYTES);
      else batch.discard(addressOf(page), (runEnd - page) << LOG_PAGE_BYTES);
      page = bitmap.nextCommitted(runEnd, end);
    }
  }

  /// Lets pages of blocks that are given back stay resident for a while, if the options say so.
  ///
  /// @param options among them [DirtyPages#OPTION]
  public void keepDirty(Options options) {
    if (isShared) throw new IllegalStateException("shared pages must not stay dirty");
    dirty.keep(options.fraction(DirtyPages.OPTION));
  }

  /// Begins many releases at once: they take few system calls.
  public void beginReleases() {
    batch.begin();
  }

  /// Ends what [#beginReleases] began. In between, the pages given back may still be resident.
  public void endReleases() {
    batch.end();
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
    Objects.checkFromToIndex(first, end, bytes >>> LOG_PAGE_BYTES);
    Objects.checkFromToIndex(newFirst, newFirst + pages, bytes >>> LOG_PAGE_BYTES);
    dirty.discard();
    long added = bitmap.costOf(newFirst, newFirst + pages) - length;
    if (limitBytes != Long.MAX_VALUE && added > limitBytes - footprintBytes()) return false;
    if (isShared || !SystemCalls.remap(source, target, length)) return false;
    for (long page = bitmap.nextCommitted(first, end); page < end; ) {
      long runEnd = bitmap.nextUncommitted(page, end);
      bitmap.set(page - first + newFirst, runEnd - first + newFirst);
      bitmap.clear(page, runEnd);
      page = bitmap.nextCommitted(runEnd, end);
    }
    return true;
  }

  /// How many of the bytes lie in committed or dirty pages.
  public long committedBytes(long address, long length) {
    long end = pageOf(address + length + PAGE_BYTES - 1);
    long committed = dirty.bytesIn(address, address + length);
    for (long page = bitmap.nextCommitted(pageOf(address), end); page < end; ) {
      long runEnd = bitmap.nextUncommitted(page, end);
      long from = Math.max(address, addressOf(page));
      long to = Math.min(address + length, addressOf(runEnd));
      committed += to - from;
      page = bitmap.nextCommitted(runEnd, end);
    }
    return committed;
  }

  /// How many of the first bytes lie in committed pages, up to the first page that is not.
  public long committedPrefix(long address, long length) {
    if (length == 0) return 0;
    long end = bitmap.nextUncommitted(pageOf(address), pageOf(address + length - 1) + 1);
    return Math.clamp(addressOf(end) - address, 0, length);
  }

  /// Whether the page that holds the byte is committed.
  public boolean isCommittedAt(long address) {
    return bitmap.isCommitted(pageOf(address));
  }

  /// What the system says of this range, bitmap included, in bytes of resident pages. Slow; for
  /// verification.
  public long residentBytes() {
    return SystemCalls.resident(base, bytes + bitmap.bytes());
  }

  /// Searches for a page that is resident although its bit is clear, among those that the held
  /// bitmap pages stand for. Slow; for verification.
  ///
  /// @return the offset of a run of pages that has one, or -1
  public long findStray() {
    for (long page : bitmap.heldChunks()) {
      long offset = page << LOG_PAGE_BYTES;
      long length = Math.min(bytes - offset, bitmap.chunkPages() << LOG_PAGE_BYTES);
      long resident = SystemCalls.resident(base + offset, length);
      if (resident > committedBytes(base + offset, length)) return offset;
    }
    return -1;
  }

  private long addressOf(long page) {
    return base + (page << LOG_PAGE_BYTES);
  }

  private long pageOf(long address) {
    return (address - base) >> LOG_PAGE_BYTES;
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    bitmap.clearAll();
    SystemCalls.unmap(base, bytes + bitmap.bytes());
  }
}
