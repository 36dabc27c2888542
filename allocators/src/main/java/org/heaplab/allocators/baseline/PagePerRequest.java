package org.heaplab.allocators.baseline;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.PageSupply;

/// Every request gets pages of its own, which go back to the system when it is freed: no external
/// fragmentation at all, and much padding. A page has every alignment, so the option `align`
/// changes nothing. Together with [Bump] it gives every chart its limits.
///
/// From: Bruce Perens, *Electric Fence*, 1987, without its guard pages. The runs are those of a
/// [PageSupply]. A few single pages are kept for the next request: most requests follow the free of
/// a block of their size, and with two system calls and a page fault for each, the time would be
/// that of the kernel.
///
/// Invariant: a spare is a used run of one page that holds no block.
///
/// Costs what the supply costs, or O(spares).
public final class PagePerRequest implements BackedAllocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "page",
              Family.BASELINE,
              "Perens, Electric Fence, 1987",
              (limitBytes, options) -> new PagePerRequest(limitBytes))
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS)
          .with(AlignmentRule.OPTION);

  /// A quarter of a MiB: nothing beside a page for each block.
  private static final int MAX_SPARES = 64;

  private final PageSupply supply;
  private final int[] spares = new int[MAX_SPARES];
  private int spareCount;
  private int blocks;

  public PagePerRequest(long limitBytes) {
    supply = new PageSupply(limitBytes);
  }

  @Override
  public Backing backing() {
    return supply.backing();
  }

  @Override
  public long malloc(long size) {
    int pages = pagesFor(size);
    if (pages == 0) return NULL;
    int run = pages == 1 && spareCount > 0 ? spares[--spareCount] : take(pages);
    if (run == 0) return NULL;
    blocks++;
    return supply.address(run);
  }

  /// @return a used run, or 0 when there is no room or memory for it
  private int take(int pages) {
    int run = supply.find(pages);
    if (run == 0 && spareCount > 0) {
      releaseSpares();
      run = supply.find(pages);
    }
    if (run == 0) return supply.extend(pages);
    return supply.take(run, pages) ? run : 0;
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
    int old = supply.size(run);
    if (pages < old) supply.shrink(run, pages);
    if (pages <= old || supply.grow(run, pages)) return address;
    return BackedAllocator.super.realloc(address, size);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    int run = require(address);
    blocks--;
    if (blocks > 0 && supply.size(run) == 1 && spareCount < MAX_SPARES) {
      spares[spareCount++] = run;
      return;
    }
    supply.release(run);
    if (blocks == 0) releaseSpares();
  }

  private void releaseSpares() {
    while (spareCount > 0) supply.release(spares[--spareCount]);
  }

  private boolean isFree(int run) {
    return !supply.isUsed(run) || isSpare(run);
  }

  private boolean isSpare(int run) {
    for (int i = 0; i < spareCount; i++) {
      if (spares[i] == run) return true;
    }
    return false;
  }

  @Override
  public long usableSize(long address) {
    return PageSupply.bytes(supply.size(require(address)));
  }

  private int require(long address) {
    int run = supply.runAt(address);
    if (isSpare(run)) throw new MisuseException(Kind.DOUBLE_FREE, address);
    return run;
  }

  /// Pages for a request, or 0 when there can never be so many.
  private int pagesFor(long size) {
    if (size < 0 || size > PageSupply.bytes(supply.pages())) return 0;
    return (int) (Backing.wholePages(Math.max(size, 1)) >>> Backing.LOG_PAGE_BYTES);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("pages", baseAddress(), PageSupply.bytes(supply.top() - 1));
    for (int run = 1, end; run < supply.top(); run = end) {
      long address = supply.address(run);
      end = run + supply.size(run);
      if (isFree(run)) {
        while (end < supply.top() && isFree(end)) end += supply.size(end);
        long length = PageSupply.bytes(end - run);
        visitor.free(address, length, backing().committedBytes(address, length));
      } else {
        visitor.used(address, address, PageSupply.bytes(end - run), 0);
      }
    }
    supply.walkTable(visitor);
  }
}
