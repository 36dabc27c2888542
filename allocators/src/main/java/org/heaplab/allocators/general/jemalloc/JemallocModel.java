package org.heaplab.allocators.general.jemalloc;

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
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CommittedWalk;
import org.heaplab.allocators.mechanism.HeapClock;
import org.heaplab.allocators.mechanism.MaxTree;
import org.heaplab.allocators.mechanism.RunRecords;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A model of jemalloc 5.3: small blocks are regions of slabs, large ones are runs of pages, and a
/// thread cache stands before both. Pages that become free stay for a while.
///
/// From: Evans, *A Scalable Concurrent malloc(3) Implementation for FreeBSD*, 2006; constants and
/// the later design, with slabs and extents instead of chunks, from version 5.3.0.
///
/// ```text
///    thread cache    8 ─▶ □□□    16 ─▶ □    …    32 KiB ─▶ –
///                        │            │                  │
///    slabs           [■■□■…] [■■■■…]  [■□■■…]            │
///    extents         ├──────┼────────┼────────┼──────────┼──────────┼────────────┼ ─ ─ ─ ─
///                    │ slab │ slab   │ slab   │ block    │ dirty    │ retained   │
///                    └──────┴────────┴────────┴──────────┴──────────┴────────────┴ ─ ─ ─ ─ top
/// ```
///
/// It differs from the original in this: one arena; muzzy pages do not exist, as their decay time
/// there is 0; the oldest slab or extent is taken to be the lowest; free extents are found by a
/// tree. What limits it has no counterpart there: when memory runs out, the cache is emptied and
/// all dirty pages are given back, and at last a region of a larger class serves.
///
/// Time is what the client says, and 50 ns for each operation in between; every thousandth
/// operation that passes the cache looks at it.
///
/// Blocks of 16 bytes and more are aligned to 16, whatever the option `align` says. Invariants
/// stand with the parts. Constant time but for extents, which cost O(log n) in the number of pages.
public final class JemallocModel implements BackedAllocator {
  private static final Option DECAY =
      Option.whole(
              "decay",
              "milliseconds after which a page that became free has been given back",
              10_000,
              0,
              1_000_000_000)
          .tried(0, 10);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "jemalloc-model",
              Family.GENERAL,
              "Evans, A Scalable Concurrent malloc(3) Implementation for FreeBSD, 2006",
              JemallocModel::new)
          .can(Capability.REUSES, Capability.COUNTS, Capability.LIMITS, Capability.SCALES)
          .can(Capability.LEAVES_UNTOUCHED)
          .detects(Kind.FOREIGN_ADDRESS)
          .with(DECAY, AlignmentRule.OPTION)
          .modelOf("jemalloc");

  private static final long FEWEST_ADDRESSES = 64 << 20;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Backing backing;
  private final HeapClock clock = new HeapClock();
  private final RunRecords records;
  private final PageExtents extents;
  private final RegionSlabs slabs;
  private final LargeBlocks large;
  private final ThreadCache cache;
  private final long mostBytes;
  private final long[] scratch = new long[1];

  private JemallocModel(long limitBytes, Options options) {
    this(limitBytes, options.whole(DECAY));
  }

  JemallocModel(long limitBytes, long decayMillis) {
    mostBytes = Backing.sparseAddressesFor(limitBytes, FEWEST_ADDRESSES);
    int pages = (int) (mostBytes >>> Backing.LOG_PAGE_BYTES);
    long recordBytes = RunRecords.bytesFor(pages, RegionSlabs.LOG_RECORD_BYTES);
    long treeBytes = 2 * MaxTree.bytesFor(pages);
    backing = new Backing(mostBytes + recordBytes + treeBytes + ThreadCache.bytes(), limitBytes);
    long start = backing.base() + mostBytes;
    long trees = start + recordBytes;
    records =
        new RunRecords(backing, start, pages, Backing.LOG_PAGE_BYTES, RegionSlabs.LOG_RECORD_BYTES);
    extents = new PageExtents(backing, records, trees);
    slabs = new RegionSlabs(records, extents);
    large = new LargeBlocks(records, extents, clock, decayMillis * NANOS_PER_MILLI);
    cache = new ThreadCache(backing, slabs, large, trees + treeBytes);
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void passTime(long nanos) {
    clock.passTo(nanos);
  }

  @Override
  public long inspections() {
    return extents.inspections() + slabs.inspections();
  }

  @Override
  public long malloc(long size) {
    return Long.compareUnsigned(size, mostBytes) > 0
        ? NULL
        : place(JemallocSizes.classFor(Math.max(size, 1)), MIN_ALIGNMENT, size);
  }

  @Override
  public long malloc(long size, long alignment) {
    return malloc(size, alignment, size);
  }

  /// A class whose size is a multiple of the alignment has regions that are aligned to it.
  @Override
  public long malloc(long size, long alignment, long touched) {
    long boundary = Alignment.require(alignment);
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    long rounded = Alignment.up(Math.max(size, 1), boundary);
    return place(JemallocSizes.classFor(rounded), boundary, touched);
  }

  /// @param touched how many of its bytes the client is going to use
  private long place(int sizeClass, long alignment, long touched) {
    clock.tick();
    long address = take(sizeClass, alignment);
    if (address != NULL && hasAll(address, touched)) return address;
    return placeSlow(sizeClass, alignment, touched, address);
  }

  private long take(int sizeClass, long alignment) {
    return sizeClass < JemallocSizes.CACHED_CLASSES
            && (JemallocSizes.isSmall(sizeClass) || alignment == MIN_ALIGNMENT)
        ? cache.take(sizeClass, JemallocSizes.bytes(sizeClass))
        : large.allocate(sizeClass, alignment);
  }

  /// Memory has run out: gives back what no client has, and tries again.
  private long placeSlow(int sizeClass, long alignment, long touched, long taken) {
    if (taken != NULL) giveBack(sizeClass, taken);
    cache.flushAll();
    large.purge();
    long address = take(sizeClass, alignment);
    if (address != NULL && hasAll(address, touched)) return address;
    if (address != NULL) giveBack(sizeClass, address);
    cache.flushAll();
    for (int larger = sizeClass; larger < JemallocSizes.SMALL_CLASSES; larger++) {
      if (!Alignment.holds(JemallocSizes.bytes(larger), alignment)) continue;
      address = slabs.takeOfPresent(larger, scratch);
      if (address == NULL) continue;
      if (hasAll(address, touched)) return address;
      slabs.giveBack(larger, address);
    }
    return NULL;
  }

  private void giveBack(int sizeClass, long address) {
    if (JemallocSizes.isSmall(sizeClass)) slabs.giveBack(sizeClass, address);
    else large.free(address);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    int sizeClass = require(address);
    clock.tick();
    if (sizeClass < JemallocSizes.CACHED_CLASSES) {
      cache.free(sizeClass, address, JemallocSizes.bytes(sizeClass));
    } else {
      large.free(address);
    }
  }

  @Override
  public long realloc(long address, long size) {
    return realloc(address, size, size);
  }

  /// Within its class a block stays. A large one that remains large stays if there is room.
  @Override
  public long realloc(long address, long size, long touched) {
    int old = require(address);
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    int sizeClass = JemallocSizes.classFor(Math.max(size, 1));
    if (sizeClass == old || resizesInPlace(address, old, sizeClass, touched)) {
      return hasAll(address, touched) ? address : NULL;
    }
    long moved = place(sizeClass, MIN_ALIGNMENT, touched);
    if (moved == NULL) return sizeClass < old && hasAll(address, touched) ? address : NULL;
    long kept = Math.min(Math.min(JemallocSizes.bytes(old), size), touched);
    Memory.copy(address, moved, backing.committedPrefix(address, kept));
    free(address);
    return moved;
  }

  private boolean resizesInPlace(long address, int old, int sizeClass, long touched) {
    if (JemallocSizes.isSmall(old) || JemallocSizes.isSmall(sizeClass)) return false;
    int extent = RunRecords.run(records.entryAt(address));
    return large.canResize(extent, sizeClass)
        && hasAll(address, touched)
        && large.resize(extent, sizeClass);
  }

  /// Commits what the client is going to use of a block.
  private boolean hasAll(long address, long touched) {
    return backing.commit(address, Math.max(touched, 1));
  }

  @Override
  public long usableSize(long address) {
    return JemallocSizes.bytes(require(address));
  }

  /// The class of the block that begins at an address. Whether a region is used, the cache alone
  /// knows.
  private int require(long address) {
    long entry = records.entryAt(address);
    int extent = RunRecords.run(entry);
    int sizeClass = RunRecords.sizeClass(entry);
    if (extent == 0 || sizeClass == PageExtents.NO_CLASS) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    boolean isStart =
        JemallocSizes.isSmall(sizeClass)
            ? slabs.isRegion(extent, sizeClass, address)
            : records.address(extent) == address;
    if (!isStart) throw new MisuseException(Kind.INTERIOR_ADDRESS, address);
    return sizeClass;
  }

  @Override
  public void check() {
    extents.check();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    var walk = new CommittedWalk(backing, visitor);
    ThreadCache.Contents cached = cache.contents();
    visitor.area("pages", baseAddress(), (long) extents.top() << Backing.LOG_PAGE_BYTES);
    for (int page = 0; page < extents.top(); ) {
      int extent = records.at(page);
      int sizeClass = records.classOf(extent);
      if (JemallocSizes.isSmall(sizeClass)) slabs.show(extent, cached, walk);
      else if (sizeClass != PageExtents.NO_CLASS) showBlock(extent, cached, walk);
      else walk.free(records.start(extent), records.bytes(extent));
      page = records.end(extent);
    }
    records.walk(walk);
    extents.walk(visitor);
    cache.walk(walk);
    backing.walkBitmap(visitor);
  }

  /// What lies before the block and behind it in its pages is no client's.
  private void showBlock(int extent, ThreadCache.Contents cached, CommittedWalk walk) {
    long start = records.start(extent);
    long block = records.address(extent);
    long bytes = JemallocSizes.bytes(records.classOf(extent));
    walk.metadata(start, block - start);
    if (cached.has(block)) walk.free(block, bytes);
    else walk.used(block, bytes);
    walk.metadata(block + bytes, start + records.bytes(extent) - block - bytes);
  }
}
