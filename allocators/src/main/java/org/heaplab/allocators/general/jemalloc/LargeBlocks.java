package org.heaplab.allocators.general.jemalloc;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.HeapClock;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.RunRecords;

/// Blocks that are extents of their own, and the beat at which dirty pages are given back.
///
/// A block begins at a random cache line of its first page, so that blocks of one size do not
/// compete for the same lines of a cache.
final class LargeBlocks {
  private static final int LOG_CACHE_LINE = 6;
  private static final int TICKS = 1000;
  private static final long MULTIPLIER = 6364136223846793005L;
  private static final long INCREMENT = 1442695040888963407L;

  private final RunRecords records;
  private final PageExtents extents;
  private final HeapClock clock;
  private final DirtyDecay decay;
  private final boolean decaysAtOnce;
  private int ticks = TICKS;
  private long random;

  /// @param decayNanos how long pages may stay dirty
  LargeBlocks(RunRecords records, PageExtents extents, HeapClock clock, long decayNanos) {
    this.records = records;
    this.extents = extents;
    this.clock = clock;
    this.decaysAtOnce = decayNanos == 0;
    this.decay = new DirtyDecay(Math.max(decayNanos, 1_000_000));
  }

  long allocate(int sizeClass) {
    return allocate(sizeClass, 1L << LOG_CACHE_LINE);
  }

  /// @param alignment a power of two of at most a page
  /// @return its address, or 0 when there is no room or memory for it; none of it is committed
  long allocate(int sizeClass, long alignment) {
    tick(1);
    int extent = extents.allocate(JemallocSizes.largePages(sizeClass));
    if (extent == 0) return 0;
    records.place(extent, records.page(extent), records.pages(extent), sizeClass);
    long address = records.start(extent) + offset(alignment);
    records.setAddress(extent, address);
    return address;
  }

  /// A random multiple of the alignment within a page.
  private long offset(long alignment) {
    int log = Math.max(Log2.floor(alignment), LOG_CACHE_LINE);
    int bits = Backing.LOG_PAGE_BYTES - log;
    if (bits == 0) return 0;
    random = random * MULTIPLIER + INCREMENT;
    return random >>> (Long.SIZE - bits) << log;
  }

  void free(long address) {
    extents.free(RunRecords.run(records.entryAt(address & -Backing.PAGE_BYTES)));
    tick(1);
  }

  /// Gives a block another large class where it is, as it can have.
  ///
  /// @return false when there is no memory for a record of what is left
  boolean resize(int extent, int sizeClass) {
    int pages = JemallocSizes.largePages(sizeClass);
    int old = records.pages(extent);
    if (pages > old) extents.expand(extent, pages);
    if (pages < old && !extents.shrink(extent, pages)) return false;
    records.place(extent, records.page(extent), pages, sizeClass);
    tick(1);
    return true;
  }

  /// Whether there is room for a block to have another class where it is.
  boolean canResize(int extent, int sizeClass) {
    int pages = JemallocSizes.largePages(sizeClass);
    return pages <= records.pages(extent) || extents.canExpand(extent, pages);
  }

  /// So many operations have reached the arena; now and then one of them looks at the clock.
  void tick(int operations) {
    if (decaysAtOnce && extents.dirtyPages() > 0) extents.purgeTo(0);
    ticks -= operations;
    if (ticks > 0) return;
    ticks = TICKS;
    int limit = decay.limit(clock.nanos(), extents.dirtyPages());
    if (extents.dirtyPages() > limit) extents.purgeTo(limit);
  }

  /// Gives all dirty pages back.
  void purge() {
    extents.purgeTo(0);
  }
}
