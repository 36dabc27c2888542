package org.heaplab.allocators.pool;

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
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.PageSupply;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A set of pools: one for each of a series of object sizes, each a list of arrays of N objects. A
/// request takes a free object of the first array that has one, and a free gives it back, without a
/// search and without joining neighbours. Requests of more than a few KiB get pages of their own.
///
/// From: *simple segregated storage* of Wilson, Johnstone, Neely & Boles, *Dynamic Storage
/// Allocation*, 1995; the slabs of Bonwick, *The Slab Allocator*, 1994, without constructed
/// objects.
///
/// ```text
///    pool of 8    ─▶ [■■■□■■■■…] ⇄ [■□□□□□□□…]
///    pool of 16   ─▶ [■■□■■□□…]
///    pool of 24   ─▶ –              no array has a free object
///      ⋮
///    pool of 8192 ─▶ –  [□□□□□□□□]  kept for the next request
/// ```
///
/// Invariants:
///
/// 1. an array is in the list of its pool exactly when it has a used and a free object;
/// 2. a pool keeps at most one array without used objects, and all together keep no more than a
///    fixed number of pages.
///
/// When there is no memory for another array, a free object of a larger size serves the request.
///
/// Allocating and freeing read the header of one array, and at most all its bits. A new array, and
/// one that is given back, cost what the [PageSupply] costs.
public final class ObjectPools implements BackedAllocator {
  private static final Option OBJECTS =
      Option.whole("objects", "how many objects an array has at least", 8, 1, 64).tried(1, 16);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "pool",
              Family.POOL,
              "Bonwick, The Slab Allocator: An Object-Caching Kernel Memory Allocator, 1994",
              ObjectPools::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS)
          .with(OBJECTS, DirtyPages.OPTION, AlignmentRule.OPTION);

  /// An eighth of a MiB.
  private static final int MAX_SPARE_PAGES = 32;

  private final PageSupply supply;
  private final PageOwners owners;
  private final PoolSizes sizes;
  private final PoolArrays arrays;
  private final long quantum;

  /// The first array of each pool, or 0.
  private final int[] first;

  /// The array without used objects that a pool keeps, or 0.
  private final int[] spare;

  /// Pages of all of these.
  private int sparePages;

  private ObjectPools(long limitBytes, Options options) {
    this(limitBytes, AlignmentRule.of(options), options.count(OBJECTS));
    backing().keepDirty(options);
  }

  ObjectPools(long limitBytes, AlignmentRule rule, int objects) {
    supply = new PageSupply(limitBytes, PageOwners.BYTES);
    owners = new PageOwners(supply);
    quantum = rule.bytes();
    sizes = new PoolSizes(quantum, objects);
    arrays = new PoolArrays(supply, sizes);
    first = new int[sizes.pools()];
    spare = new int[sizes.pools()];
  }

  @Override
  public Backing backing() {
    return supply.backing();
  }

  @Override
  public long inspections() {
    return arrays.inspections();
  }

  @Override
  public long malloc(long size) {
    if (Long.compareUnsigned(size, PoolSizes.MAX_BYTES) > 0) return pages(size);
    int pool = sizes.poolFor(Math.max(size, 1));
    long address = object(pool);
    return address != NULL ? address : largerObject(pool);
  }

  /// An object of a power of two bytes has that alignment, and a page every one that may be asked
  /// for.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    if (boundary <= quantum || Long.compareUnsigned(size, PoolSizes.MAX_BYTES) > 0) {
      return malloc(size);
    }
    return object(sizes.poolFor(1L << Log2.ceiling(Math.max(size, boundary))));
  }

  private long object(int pool) {
    int array = first[pool];
    if (array == 0) {
      array = emptyArray(pool);
      if (array == 0) return NULL;
      link(array, pool);
    }
    return take(array, pool);
  }

  private long take(int array, int pool) {
    long address = arrays.take(array, pool);
    if (arrays.used(array, pool) == sizes.objects(pool)) unlink(array, pool);
    return address;
  }

  private long largerObject(int pool) {
    for (int larger = pool + 1; larger < first.length; larger++) {
      if (first[larger] != 0) return take(first[larger], larger);
    }
    return NULL;
  }

  private int emptyArray(int pool) {
    int array = spare[pool];
    if (array == 0) return addArray(pool);
    spare[pool] = 0;
    sparePages -= sizes.pages(pool);
    return array;
  }

  private int addArray(int pool) {
    int pages = sizes.pages(pool);
    int array = run(pages);
    if (array == 0) return 0;
    if (!owners.add(array, pool, pages)) {
      supply.release(array);
      return 0;
    }
    arrays.format(array, pool);
    return array;
  }

  private long pages(long size) {
    int pages = pagesFor(size);
    int run = pages == 0 ? 0 : run(pages);
    return run == 0 ? NULL : supply.address(run);
  }

  /// A run of pages; when there is no memory for it, the arrays that are kept are given back first.
  private int run(int pages) {
    int run = supply.allocate(pages);
    if (run != 0 || sparePages == 0) return run;
    for (int pool = 0; pool < spare.length; pool++) {
      if (spare[pool] != 0) release(emptyArray(pool), pool);
    }
    return supply.allocate(pages);
  }

  private void release(int array, int pool) {
    owners.remove(array, sizes.pages(pool));
    supply.release(array);
    owners.trim();
  }

  private void link(int array, int pool) {
    int next = first[pool];
    arrays.setNext(array, pool, next);
    arrays.setPrevious(array, pool, 0);
    if (next != 0) arrays.setPrevious(next, pool, array);
    first[pool] = array;
  }

  private void unlink(int array, int pool) {
    int next = arrays.next(array, pool);
    int previous = arrays.previous(array, pool);
    if (next != 0) arrays.setPrevious(next, pool, previous);
    if (previous != 0) arrays.setNext(previous, pool, next);
    else first[pool] = next;
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    int owner = owners.at(supply.pageAt(address));
    if (owner == 0) {
      supply.release(requireRun(address));
      owners.trim();
      return;
    }
    int array = PageOwners.array(owner);
    int pool = PageOwners.pool(owner);
    int object = requireObject(array, pool, address);
    int used = arrays.used(array, pool);
    arrays.giveBack(array, pool, object);
    if (used == sizes.objects(pool)) link(array, pool);
    if (used == 1) keepOrRelease(array, pool);
  }

  /// Keeps an array without used objects if its pool has no other and there is room for it.
  private void keepOrRelease(int array, int pool) {
    unlink(array, pool);
    int pages = sizes.pages(pool);
    boolean isOnlyOne = first[pool] == 0 && spare[pool] == 0;
    if (isOnlyOne && sparePages + pages <= MAX_SPARE_PAGES) {
      spare[pool] = array;
      sparePages += pages;
    } else {
      release(array, pool);
    }
  }

  @Override
  public long realloc(long address, long size) {
    int owner = owners.at(supply.pageAt(address));
    if (owner == 0) return reallocRun(address, size);
    int pool = PageOwners.pool(owner);
    requireObject(PageOwners.array(owner), pool, address);
    int bytes = sizes.objectBytes(pool);
    boolean fits = size >= 0 && size <= bytes;
    if (fits && 2 * size >= bytes) return address;
    long moved = BackedAllocator.super.realloc(address, size);
    return moved == NULL && fits ? address : moved;
  }

  private long reallocRun(long address, long size) {
    int run = requireRun(address);
    int pages = pagesFor(size);
    if (pages == 0) return NULL;
    if (size <= PoolSizes.MAX_BYTES) return BackedAllocator.super.realloc(address, size);
    int old = supply.size(run);
    if (pages < old) supply.shrink(run, pages);
    if (pages <= old || supply.grow(run, pages)) return address;
    return BackedAllocator.super.realloc(address, size);
  }

  @Override
  public long usableSize(long address) {
    int owner = owners.at(supply.pageAt(address));
    if (owner == 0) return PageSupply.bytes(supply.size(requireRun(address)));
    int pool = PageOwners.pool(owner);
    requireObject(PageOwners.array(owner), pool, address);
    return sizes.objectBytes(pool);
  }

  private int requireRun(long address) {
    if (Alignment.holds(address, Backing.PAGE_BYTES)) return supply.runAt(address);
    throw new MisuseException(supply.kindOfMisuse(address), address);
  }

  private int requireObject(int array, int pool, long address) {
    long offset = address - supply.address(array);
    int object = sizes.objectAt(pool, offset);
    boolean isUsed = object < sizes.objects(pool) && arrays.isUsed(array, pool, object);
    boolean isStart = (long) object * sizes.objectBytes(pool) == offset;
    if (isUsed && isStart) return object;
    if (object >= sizes.objects(pool) || !Alignment.holds(address, MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    throw new MisuseException(isUsed ? Kind.INTERIOR_ADDRESS : Kind.DOUBLE_FREE, address);
  }

  /// Pages for a request, or 0 when there can never be so many.
  private int pagesFor(long size) {
    if (size < 0 || size > PageSupply.bytes(supply.pages())) return 0;
    return (int) (Backing.wholePages(Math.max(size, 1)) >>> Backing.LOG_PAGE_BYTES);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("pages", baseAddress(), PageSupply.bytes(supply.top() - 1));
    for (int run = 1; run < supply.top(); run += supply.size(run)) {
      long address = supply.address(run);
      long bytes = PageSupply.bytes(supply.size(run));
      int owner = owners.at(run);
      if (!supply.isUsed(run)) {
        visitor.free(address, bytes, backing().committedBytes(address, bytes));
      } else if (owner != 0) {
        arrays.show(run, PageOwners.pool(owner), visitor);
      } else {
        visitor.used(address, address, bytes, 0);
      }
    }
    owners.walk(visitor);
    supply.walkTable(visitor);
  }
}
