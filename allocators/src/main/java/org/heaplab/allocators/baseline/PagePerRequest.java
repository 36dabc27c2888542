package org.heaplab.allocators.baseline;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Catalogue.Entry;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Every request gets pages of its own, which go back to the system when it is freed: no external
/// fragmentation at all, bought with padding. The other bracket of every chart beside [Bump].
///
/// From: Bruce Perens, *Electric Fence*, 1987, without its guard pages. Runs of free page addresses
/// are reused first fit in address order.
///
/// ```text
///    pages        ┌────────┬─────────────────┬──────────┬ ─ ─
///                 │ used 1 │ free 2          │ used 1   │
///                 └────────┴─────────────────┴──────────┴ ─ ─ top
///    page table   [ 0 | 1 U ] [ 1 | 2 · ] [ – ] [ 2 | 1 U ]
/// ```
///
/// Invariants:
///
/// 1. runs tile the pages from the first to top, and the last run is used;
/// 2. no two free runs touch;
/// 3. the pages of a run are committed exactly when it is used;
/// 4. the table entry of a page that starts no run has size 0.
///
/// O(log n) in the number of pages, and one system call to give pages back.
public final class PagePerRequest implements Allocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers("page", "baseline", "Perens, Electric Fence, 1987", PagePerRequest::new)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS);

  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;
  private static final long PAGE_BYTES = Backing.PAGE_BYTES;

  private final Backing backing;
  private final long base;
  private final PageTable table;

  public PagePerRequest(long limitBytes) {
    long bytes = Backing.addressesFor(limitBytes);
    int pages = (int) (bytes >>> LOG_PAGE_BYTES);
    backing = new Backing(bytes + PageTable.bytesFor(pages), limitBytes);
    base = backing.base();
    table = new PageTable(backing, base + bytes, pages);
  }

  @Override
  public long malloc(long size) {
    int pages = pagesFor(size);
    if (pages == 0) return NULL;
    int run = table.firstFit(pages);
    if (run == 0) return mallocAtTop(pages);
    if (!backing.commit(addressOf(run), bytes(pages))) return NULL;
    table.take(run, pages);
    return addressOf(run);
  }

  private long mallocAtTop(int pages) {
    int run = table.extend(pages);
    if (run == 0) return NULL;
    if (!backing.commit(addressOf(run), bytes(pages))) {
      table.release(run);
      return NULL;
    }
    return addressOf(run);
  }

  /// A page has every alignment that may be asked for.
  @Override
  public long malloc(long size, long alignment) {
    Alignment.require(alignment);
    return malloc(size);
  }

  @Override
  public long realloc(long address, long size) {
    int run = require(address);
    int pages = pagesFor(size);
    if (pages == 0) return NULL;
    int old = table.size(run);
    if (pages <= old) {
      if (pages < old) shrink(run, pages);
      return address;
    }
    if (growInPlace(run, pages)) return address;
    long moved = malloc(size);
    if (moved == NULL) return NULL;
    Memory.copy(address, moved, bytes(old));
    free(address);
    return moved;
  }

  private void shrink(int run, int pages) {
    int tail = table.cut(run, pages);
    backing.release(addressOf(tail), bytes(table.size(tail)));
    table.release(tail);
  }

  private boolean growInPlace(int run, int pages) {
    int old = table.size(run);
    if (table.roomAfter(run) < pages - old) return false;
    if (!backing.commit(addressOf(run + old), bytes(pages - old))) return false;
    if (table.grow(run, pages)) return true;
    backing.release(addressOf(run + old), bytes(pages - old));
    return false;
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    int run = require(address);
    backing.release(address, bytes(table.size(run)));
    table.release(run);
  }

  @Override
  public long usableSize(long address) {
    return bytes(table.size(require(address)));
  }

  private int require(long address) {
    long page = (address - base) >> LOG_PAGE_BYTES;
    if ((address & PAGE_BYTES - 1) == 0 && table.isUsed(page + 1)) return (int) page + 1;
    throw new MisuseException(table.diagnose(page + 1, address & PAGE_BYTES - 1), address);
  }

  /// Pages for a request, or 0 when there can never be so many.
  private int pagesFor(long size) {
    if (size < 0 || size > bytes(table.pages())) return 0;
    return (int) ((Math.max(size, 1) + PAGE_BYTES - 1) >>> LOG_PAGE_BYTES);
  }

  private long addressOf(int run) {
    return base + bytes(run - 1);
  }

  private static long bytes(int pages) {
    return (long) pages << LOG_PAGE_BYTES;
  }

  @Override
  public long footprintBytes() {
    return backing.footprintBytes();
  }

  @Override
  public long baseAddress() {
    return base;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("pages", base, bytes(table.top() - 1));
    for (int run = 1; run < table.top(); run += table.size(run)) {
      long address = addressOf(run);
      long length = bytes(table.size(run));
      if (table.isUsed(run)) visitor.used(address, address, length, 0);
      else visitor.free(address, length, 0);
    }
    table.walk(visitor);
    backing.walkBitmap(visitor);
  }

  @Override
  public void close() {
    backing.close();
  }
}
