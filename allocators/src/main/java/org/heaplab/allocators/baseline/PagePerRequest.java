package org.heaplab.allocators.baseline;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageTable;

/// Every request gets pages of its own, which go back to the system when it is freed: no external
/// fragmentation at all, bought with padding. The other bracket of every chart beside [Bump].
///
/// From: Bruce Perens, *Electric Fence*, 1987, without its guard pages. Runs of free page addresses
/// are reused first fit in address order. A few single pages are spared the way to the system and
/// back: most requests follow the free of a block of their size, and two system calls and a page
/// fault for each would time the kernel.
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
/// 4. the table entry of a page that starts no run has size 0;
/// 5. a spare is a used run of one page that holds no block.
///
/// O(log n) in the number of pages and one system call to give pages back, or O(spares).
public final class PagePerRequest implements Allocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers("page", Family.BASELINE, "Perens, Electric Fence, 1987", PagePerRequest::new)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS);

  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;
  private static final long PAGE_BYTES = Backing.PAGE_BYTES;

  /// A quarter of a MiB: nothing beside a page for each block.
  private static final int MAX_SPARES = 64;

  private final Backing backing;
  private final long base;
  private final PageTable table;
  private final int[] spares = new int[MAX_SPARES];
  private int spareCount;
  private int blocks;

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
    int run = pages == 1 && spareCount > 0 ? spares[--spareCount] : take(pages);
    if (run == 0) return NULL;
    blocks++;
    return addressOf(run);
  }

  /// @return a used run with its pages, or 0 when there is no room or memory for it
  private int take(int pages) {
    int run = table.firstFit(pages);
    if (run == 0 && spareCount > 0) {
      releaseSpares();
      run = table.firstFit(pages);
    }
    if (run == 0) return takeAtTop(pages);
    if (!backing.commit(addressOf(run), bytes(pages))) return 0;
    table.take(run, pages);
    return run;
  }

  private int takeAtTop(int pages) {
    int run = table.extend(pages);
    if (run == 0) return 0;
    if (backing.commit(addressOf(run), bytes(pages))) return run;
    table.release(run);
    return 0;
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
    release(table.cut(run, pages));
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
    blocks--;
    if (blocks > 0 && table.size(run) == 1 && spareCount < MAX_SPARES) {
      spares[spareCount++] = run;
      return;
    }
    release(run);
    if (blocks == 0) releaseSpares();
  }

  private void release(int run) {
    backing.release(addressOf(run), bytes(table.size(run)));
    table.release(run);
  }

  private void releaseSpares() {
    while (spareCount > 0) release(spares[--spareCount]);
  }

  private boolean isFree(int run) {
    return !table.isUsed(run) || isSpare(run);
  }

  private boolean isSpare(int run) {
    for (int i = 0; i < spareCount; i++) {
      if (spares[i] == run) return true;
    }
    return false;
  }

  @Override
  public long usableSize(long address) {
    return bytes(table.size(require(address)));
  }

  private int require(long address) {
    long page = (address - base) >> LOG_PAGE_BYTES;
    if ((address & PAGE_BYTES - 1) == 0 && table.isUsed(page + 1)) {
      if (!isSpare((int) page + 1)) return (int) page + 1;
      throw new MisuseException(Kind.DOUBLE_FREE, address);
    }
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
    for (int run = 1, end; run < table.top(); run = end) {
      long address = addressOf(run);
      end = run + table.size(run);
      if (isFree(run)) {
        while (end < table.top() && isFree(end)) end += table.size(end);
        long length = bytes(end - run);
        visitor.free(address, length, backing.committedBytes(address, length));
      } else {
        visitor.used(address, address, bytes(end - run), 0);
      }
    }
    table.walk(visitor);
    backing.walkBitmap(visitor);
  }

  @Override
  public void close() {
    backing.close();
  }
}
