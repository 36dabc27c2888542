package org.heaplab.measure.sites;

import java.util.Arrays;
import java.util.function.LongToIntFunction;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;

/// How many free bytes the blocks of each call site strand, from one walk over a heap. The free
/// bytes of a page are divided among the blocks on it, in equal parts:
///
/// ```text
///     ├──────── page ─────────┼──────── page ─────────┼──────── page ─────────┤
///     │ A │ B │    3000 free  │       free page       │  1000 free  │    C    │
///     └───┴───┴───────────────┴───────────────────────┴─────────────┴─────────┘
///       A: 1500   B: 1500         nobody's              C: 1000
/// ```
///
/// A block that lies on two pages has its part of both. What lies between them has no free bytes.
final class StrandedWalk implements HeapVisitor {
  private static final long NO_PAGE = -1;

  private final LongToIntFunction siteOf;
  private final double[] bytes;

  private long page = NO_PAGE;

  /// Free bytes of the page so far.
  private long freeBytes;

  /// The call sites of the blocks on the page so far.
  private int[] owners = new int[64];

  private int blocks;

  private StrandedWalk(LongToIntFunction siteOf, int sites) {
    this.siteOf = siteOf;
    this.bytes = new double[sites];
  }

  /// @param siteOf the call site of a block, by what its client holds
  /// @param sites how many there are
  /// @return bytes by call site
  static double[] of(Heap heap, LongToIntFunction siteOf, int sites) {
    var walk = new StrandedWalk(siteOf, sites);
    heap.walk(walk);
    walk.endPage();
    return walk.bytes;
  }

  @Override
  public void area(String name, long address, long length) {
    endPage();
    page = NO_PAGE;
  }

  @Override
  public void used(long handle, long address, long length, int locks) {
    int site = siteOf.applyAsInt(handle);
    long last = pageOf(address + Math.max(length, 1) - 1);
    addBlock(pageOf(address), site);
    if (page != last) addBlock(last, site);
  }

  /// Pages that lie wholly inside the span have no block, so only its ends count.
  @Override
  public void free(long address, long length, long committedBytes) {
    long end = address + length;
    long start = Backing.wholePages(address);
    if (end <= start) {
      addFree(pageOf(address), committedBytes);
      return;
    }
    long before = Math.min(start - address, committedBytes);
    if (before > 0) addFree(pageOf(address), before);
    long after = Math.min(end & (Backing.PAGE_BYTES - 1), committedBytes - before);
    if (after > 0) addFree(pageOf(end), after);
  }

  @Override
  public void metadata(long address, long length, long committedBytes) {}

  private void addBlock(long on, int site) {
    goTo(on);
    if (blocks == owners.length) owners = Arrays.copyOf(owners, 2 * blocks);
    owners[blocks++] = site;
  }

  private void addFree(long on, long more) {
    goTo(on);
    freeBytes += more;
  }

  private void goTo(long next) {
    if (next == page) return;
    endPage();
    page = next;
  }

  private void endPage() {
    for (int i = 0; i < blocks; i++) bytes[owners[i]] += (double) freeBytes / blocks;
    blocks = 0;
    freeBytes = 0;
  }

  private static long pageOf(long address) {
    return address >>> Backing.LOG_PAGE_BYTES;
  }
}
