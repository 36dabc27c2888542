package org.heaplab.allocators.mechanism;

import java.util.function.LongFunction;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;

/// Runs of pages out of a [Backing]: committed exactly while they are used, and given back one by
/// one. Free addresses are used again in address order. A run is named by its first page, counted
/// from 1; 0 is no run.
///
/// ```text
///    pages        ┌────────┬─────────────────┬──────────┬ ─ ─
///                 │ used 1 │ free 2          │ used 1   │
///                 └────────┴─────────────────┴──────────┴ ─ ─ top
///    page table   [ 0 | 1 U ] [ 1 | 2 · ] [ – ] [ 2 | 1 U ]
/// ```
///
/// O(log n) in the number of pages, and a system call to give pages back.
public final class PageSupply {
  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;

  private final Backing backing;
  private final long base;
  private final PageTable table;
  private final long side;

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  public PageSupply(long limitBytes) {
    this(limitBytes, 0);
  }

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param sideBytes addresses for each page, for what its user has to remember of it
  public PageSupply(long limitBytes, int sideBytes) {
    this(Backing.addressesFor(limitBytes), sideBytes, bytes -> new Backing(bytes, limitBytes));
  }

  /// A supply that has all the addresses that a heap can have, whatever its limit: memory can run
  /// out, but not consecutive addresses.
  ///
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param sideBytes addresses for each page, for what its user has to remember of it
  public static PageSupply withManyAddresses(long limitBytes, int sideBytes) {
    return new PageSupply(Backing.MAX_BYTES, sideBytes, bytes -> new Backing(bytes, limitBytes));
  }

  /// The same, of pages that may appear at further addresses.
  public static PageSupply ofSharedPages(long limitBytes, int sideBytes) {
    return new PageSupply(
        Backing.MAX_BYTES, sideBytes, bytes -> Backing.ofSharedPages(bytes, limitBytes));
  }

  private PageSupply(long bytes, int sideBytes, LongFunction<Backing> backings) {
    int pages = (int) (bytes >>> LOG_PAGE_BYTES);
    long tableBytes = PageTable.bytesFor(pages);
    backing = backings.apply(bytes + tableBytes + (long) pages * sideBytes);
    base = backing.base();
    table = new PageTable(backing, base + bytes, pages);
    side = base + bytes + tableBytes;
  }

  /// A supply in a part of a backing.
  ///
  /// @param base its first address, at a page's start, with [#addressesFor] behind it
  /// @param pages how many there can be
  public PageSupply(Backing backing, long base, int pages) {
    this(backing, base, base + bytes(pages), pages);
  }

  /// A supply in a part of a backing whose table lies elsewhere.
  ///
  /// @param base of the first page
  /// @param table at a page's start: as many addresses as the pages have, and at least 16 pages
  /// @param pages how many there can be
  public PageSupply(Backing backing, long base, long table, int pages) {
    this.backing = backing;
    this.base = base;
    this.table = new PageTable(backing, table, pages);
    this.side = table + PageTable.bytesFor(pages);
  }

  /// Bytes of addresses for so many pages, table included.
  public static long addressesFor(int pages) {
    return bytes(pages) + PageTable.bytesFor(pages);
  }

  /// The first of the addresses that are the user's, at a page's start.
  public long side() {
    return side;
  }

  public Backing backing() {
    return backing;
  }

  /// How many pages there can be.
  public int pages() {
    return table.pages();
  }

  /// The page after the last run.
  public int top() {
    return table.top();
  }

  public int size(int run) {
    return table.size(run);
  }

  public boolean isUsed(int run) {
    return table.isUsed(run);
  }

  public long address(int run) {
    return base + bytes(run - 1);
  }

  public static long bytes(int pages) {
    return (long) pages << LOG_PAGE_BYTES;
  }

  /// The used run at an address.
  ///
  /// @throws MisuseException when no used run starts there
  public int runAt(long address) {
    long page = pageAt(address);
    long offset = address & Backing.PAGE_BYTES - 1;
    if (offset == 0 && table.isUsed(page)) return (int) page;
    throw new MisuseException(table.diagnose(page, offset), address);
  }

  /// The page that holds an address, whether there is such a page or not.
  public long pageAt(long address) {
    return ((address - base) >> LOG_PAGE_BYTES) + 1;
  }

  /// What is wrong with an address at which no block starts, by the page that holds it.
  public Kind kindOfMisuse(long address) {
    return table.diagnose(pageAt(address), address & Heap.MIN_ALIGNMENT - 1);
  }

  /// A used run of so many pages, in the lowest free run that has them or at the top.
  ///
  /// @return 0 when there is no room or no memory for it
  public int allocate(int pages) {
    int run = find(pages);
    if (run == 0) return extend(pages);
    return take(run, pages) ? run : 0;
  }

  /// The lowest free run of at least so many pages, or 0.
  public int find(int pages) {
    return table.lowestAtLeast(pages);
  }

  /// Makes the first pages of a free run a used one.
  ///
  /// @return false when there is no memory for it
  public boolean take(int run, int pages) {
    if (!backing.commit(address(run), bytes(pages))) return false;
    table.take(run, pages);
    return true;
  }

  /// Adds a used run at the top.
  ///
  /// @return 0 when there is no room or no memory for it
  public int extend(int pages) {
    int run = table.extend(pages);
    if (run == 0) return 0;
    if (backing.commit(address(run), bytes(pages))) return run;
    table.release(run);
    return 0;
  }

  /// Grows a used run where it is.
  ///
  /// @return false when there is no room or no memory for it
  public boolean grow(int run, int pages) {
    int old = table.size(run);
    if (table.roomAfter(run) < pages - old) return false;
    if (!backing.commit(address(run + old), bytes(pages - old))) return false;
    if (table.grow(run, pages)) return true;
    backing.releaseBlocks(address(run + old), bytes(pages - old));
    return false;
  }

  /// Grows a used run by moving its pages to other addresses, without a copy.
  ///
  /// @return the run from now on, or 0 when it cannot be, and then nothing has changed
  public int move(int run, int pages) {
    int held = table.size(run);
    int target = reserve(pages);
    if (target == 0) return 0;
    long further = address(target + held);
    if (backing.commit(further, bytes(pages - held))) {
      if (backing.move(address(run), address(target), bytes(held))) {
        table.release(run);
        return target;
      }
      backing.releaseBlocks(further, bytes(pages - held));
    }
    table.release(target);
    return 0;
  }

  /// A run whose pages are not committed.
  private int reserve(int pages) {
    int run = find(pages);
    if (run == 0) return table.extend(pages);
    table.take(run, pages);
    return run;
  }

  /// Gives back the pages of a used run behind its first ones.
  public void shrink(int run, int pages) {
    release(table.cut(run, pages));
  }

  /// Gives back a used run.
  public void release(int run) {
    backing.releaseBlocks(address(run), bytes(table.size(run)));
    table.release(run);
  }

  /// Shows the table, and the pages behind the last run as far as they are dirty.
  public void walkTable(HeapVisitor visitor) {
    long behind = address(table.top());
    long length = bytes(table.pages() + 1 - table.top());
    long dirtyBytes = backing.committedBytes(behind, length);
    if (dirtyBytes > 0) {
      visitor.area("dirty pages", behind, length);
      visitor.free(behind, length, dirtyBytes);
    }
    table.walk(visitor);
    backing.walkBitmap(visitor);
  }
}
