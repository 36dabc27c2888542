package org.heaplab.allocators.buddy;

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
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Binary buddy: every block has a power of two of bytes and starts at a multiple of its size. A
/// block of order k is split into two of order k-1, and coalesces only with the other of these two,
/// its buddy, whose address differs in one bit.
///
/// From: Knowlton, *A Fast Storage Allocator*, 1965; Knuth, *The Art of Computer Programming* 1,
/// 1968, §2.5, Algorithms R and S.
///
/// ```text
///    order 6  ┌───────────────────────────────┐
///          5  ├───────────────┬───────────────┤
///          4  ├───────┬───────┼ ─ ─ ─ ─ ─ ─ ─ ┤
///             │ used  │ free  │ used          │
///             └───────┴───────┴───────────────┘
/// ```
///
/// Invariants:
///
/// 1. blocks tile the heap, and each starts at a multiple of its size;
/// 2. no two buddies are both free;
/// 3. used blocks are wholly committed; free blocks larger than a page have only their first page.
///
/// Every [AlignmentRule] holds by invariant 1. A used block counts as payload and padding to its
/// end, as in Johnstone & Wilson, although a program that never touches the end of a large one
/// would not make all its pages resident. Every operation costs O(log heap size). The heap grows by
/// doubling its addresses.
public final class BinaryBuddy implements BackedAllocator {
  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;
  private static final Option MIN =
      Option.powerOfTwo(
              "min", "bytes of the smallest block", "16", BlockLists.LINK_BYTES, Backing.PAGE_BYTES)
          .tried(8, 64);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "buddy", Family.BUDDY, "Knowlton, A Fast Storage Allocator, 1965", BinaryBuddy::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS)
          .with(MIN, AlignmentRule.OPTION);

  private static final int LOG_MAX_HEAP_BYTES = 34;
  private static final int MAX_ORDERS = LOG_MAX_HEAP_BYTES + 1;

  /// Addresses for each byte of the limit: free blocks hold addresses but no memory.
  private static final int LOG_SPREAD = 2;

  private final Backing backing;
  private final long base;
  private final int minOrder;
  private final int maxHeapOrder;
  private final OrderMap map;

  /// A list of free blocks for each order, the block freed last at its start.
  private final BlockLists free;

  /// The order of the whole heap; 0 while there is none.
  private int heapOrder;

  private BinaryBuddy(long limitBytes, Options options) {
    this(limitBytes, options.bytes(MIN));
  }

  /// @param minBytes the smallest block, as [#MIN] allows it
  BinaryBuddy(long limitBytes, long minBytes) {
    minOrder = Long.numberOfTrailingZeros(minBytes);
    maxHeapOrder =
        Math.min(Log2.ceiling(Backing.addressesFor(limitBytes)) + LOG_SPREAD, LOG_MAX_HEAP_BYTES);
    long bytes = 1L << maxHeapOrder;
    backing = new Backing(bytes + (bytes >>> minOrder), limitBytes);
    base = backing.base();
    map = new OrderMap(backing, base + bytes);
    free = new BlockLists(base - (1L << BlockLists.LOG_UNIT_BYTES), MAX_ORDERS);
  }

  @Override
  public long malloc(long size) {
    return Long.compareUnsigned(size, 1L << maxHeapOrder) <= 0 ? allocate(orderFor(size)) : NULL;
  }

  /// A block is aligned to its size, so that a large alignment is a large block.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    return malloc(size >= 0 ? Math.max(size, boundary) : size);
  }

  private long allocate(int order) {
    int from = free.occupiedFrom(order);
    if (from < 0) return allocateSlow(order);
    int unit = firstFree(from);
    if (from > LOG_PAGE_BYTES && !prepare(unit, from, order)) return NULL;
    split(unit, from, order);
    return address(unit);
  }

  private long allocateSlow(int order) {
    int before = heapOrder;
    while (free.occupiedFrom(order) < 0) {
      if (!grow(order)) {
        shrink(before);
        return NULL;
      }
    }
    long address = allocate(order);
    if (address == NULL) shrink(before);
    return address;
  }

  /// Commits what splitting a free block will write to; changes nothing when it is refused.
  private boolean prepare(int unit, int from, int order) {
    boolean ready = backing.commit(address(unit), 1L << order);
    for (int half = order; ready && half < from; half++) {
      ready = commitStart(unit + units(half));
    }
    if (!ready) releaseInside(unit, from);
    return ready;
  }

  private boolean commitStart(int unit) {
    return map.commit(unit) && backing.commit(address(unit), BlockLists.LINK_BYTES);
  }

  /// Makes the start of a free block a used one of a lower order, and frees the rest by halves.
  private void split(int unit, int from, int order) {
    removeFree(unit, from);
    freeHalves(unit, from, order);
    map.setUsed(unit, order);
  }

  private int firstFree(int order) {
    return (free.first(order) - 1) >>> (minOrder - BlockLists.LOG_UNIT_BYTES);
  }

  private void addFree(int unit, int order) {
    map.setFree(unit, order);
    free.addFirst(order, numberOf(unit));
  }

  private void removeFree(int unit, int order) {
    free.remove(order, numberOf(unit));
  }

  /// Lists number blocks by 8 bytes, from 1 on.
  private int numberOf(int unit) {
    return (unit << (minOrder - BlockLists.LOG_UNIT_BYTES)) + 1;
  }

  private void freeHalves(int unit, int from, int order) {
    for (int half = from - 1; half >= order; half--) {
      addFree(unit + units(half), half);
    }
  }

  /// Makes the first heap, or doubles the heap by a free half behind it.
  private boolean grow(int order) {
    if (heapOrder == 0) return begin(Math.max(order, LOG_PAGE_BYTES));
    if (heapOrder == maxHeapOrder) return false;
    int half = units(heapOrder);
    if (!commitStart(half)) {
      map.release(half, half);
      return false;
    }
    map.setUsed(half, heapOrder++);
    release(half);
    return true;
  }

  private boolean begin(int order) {
    if (order > maxHeapOrder) return false;
    if (!commitStart(0)) {
      map.release(0, Backing.PAGE_BYTES);
      return false;
    }
    heapOrder = order;
    addFree(0, order);
    return true;
  }

  /// Takes back growth that did not help.
  private void shrink(int order) {
    while (heapOrder > order && (order > 0 || heapOrder > LOG_PAGE_BYTES)) {
      int half = units(heapOrder - 1);
      if (map.isFree(0, heapOrder)) {
        removeFree(0, heapOrder);
        addFree(0, heapOrder - 1);
      } else if (map.isFree(half, heapOrder - 1)) {
        removeFree(half, heapOrder - 1);
        map.clear(half);
      } else {
        return;
      }
      heapOrder--;
      map.release(half, half);
      backing.release(address(half), 1L << heapOrder);
    }
  }

  @Override
  public long realloc(long address, long size) {
    int unit = require(address);
    if (Long.compareUnsigned(size, 1L << maxHeapOrder) > 0) return NULL;
    int old = map.order(unit);
    int order = orderFor(size);
    if (order <= old) {
      if (order < old) cut(unit, old, order);
      return address;
    }
    return growInPlace(unit, old, order) ? address : BackedAllocator.super.realloc(address, size);
  }

  /// Frees the upper halves of a used block, unless there is no memory to note it.
  private void cut(int unit, int old, int order) {
    for (int half = order; half < old; half++) {
      if (map.commit(unit + units(half))) continue;
      map.releaseInside(unit, 1L << (old - minOrder));
      return;
    }
    map.setUsed(unit, order);
    freeHalves(unit, old, order);
    for (int half = Math.max(order, LOG_PAGE_BYTES + 1); half < old; half++) {
      releaseInside(unit + units(half), half);
    }
  }

  /// Absorbs the buddies behind a used block, if they are all free.
  private boolean growInPlace(int unit, int old, int order) {
    if (order > heapOrder || (unit & units(order) - 1) != 0) return false;
    for (int half = old; half < order; half++) {
      if (!map.isFree(unit + units(half), half)) return false;
    }
    boolean committed = backing.commit(address(unit), 1L << order);
    for (int half = old; half < order; half++) {
      int buddy = unit + units(half);
      if (committed) {
        removeFree(buddy, half);
        map.clear(buddy);
      } else {
        releaseInside(buddy, half);
      }
    }
    if (!committed) return false;
    map.setUsed(unit, order);
    map.releaseInside(unit, 1L << (order - minOrder));
    return true;
  }

  @Override
  public void free(long address) {
    if (address != NULL) release(require(address));
  }

  /// Frees a block and coalesces it with its buddy as long as that is free.
  private void release(int unit) {
    int order = map.order(unit);
    while (order < heapOrder) {
      int buddy = unit ^ units(order);
      if (!map.isFree(buddy, order)) break;
      removeFree(buddy, order);
      map.clear(Math.max(unit, buddy));
      unit = Math.min(unit, buddy);
      order++;
    }
    addFree(unit, order);
    if (order > LOG_PAGE_BYTES) releaseInside(unit, order);
  }

  private void releaseInside(int unit, int order) {
    map.releaseInside(unit, 1L << (order - minOrder));
    backing.release(address(unit) + BlockLists.LINK_BYTES, (1L << order) - BlockLists.LINK_BYTES);
  }

  @Override
  public long usableSize(long address) {
    return 1L << map.order(require(address));
  }

  private int require(long address) {
    long offset = address - base;
    if (offset >= 0 && offset < 1L << heapOrder && (offset & (1L << minOrder) - 1) == 0) {
      int unit = (int) (offset >>> minOrder);
      if (map.isCommitted(unit) && map.isUsed(unit)) return unit;
    }
    throw misuse(address);
  }

  /// Why no used block starts at an address: finds the block that holds it.
  private MisuseException misuse(long address) {
    long offset = address - base;
    if (offset >= 0 && offset < 1L << heapOrder && offset % MIN_ALIGNMENT == 0) {
      for (int order = minOrder; order <= heapOrder; order++) {
        int start = (int) ((offset & -1L << order) >>> minOrder);
        if (!map.isCommitted(start) || !map.isStart(start)) continue;
        Kind kind = map.isUsed(start) ? Kind.INTERIOR_ADDRESS : Kind.DOUBLE_FREE;
        return new MisuseException(kind, address);
      }
    }
    return new MisuseException(Kind.FOREIGN_ADDRESS, address);
  }

  private int orderFor(long size) {
    return Math.max(Log2.ceiling(Math.max(size, 1)), minOrder);
  }

  private int units(int order) {
    return 1 << (order - minOrder);
  }

  private long address(int unit) {
    return base + ((long) unit << minOrder);
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    if (heapOrder != 0) {
      visitor.area("blocks", base, 1L << heapOrder);
      for (long offset = 0; offset < 1L << heapOrder; ) {
        int unit = (int) (offset >>> minOrder);
        long bytes = 1L << map.order(unit);
        long address = base + offset;
        if (map.isUsed(unit)) visitor.used(address, address, bytes, 0);
        else visitor.free(address, bytes, backing.committedBytes(address, bytes));
        offset += bytes;
      }
      map.walk(1L << (heapOrder - minOrder), visitor);
    }
    backing.walkBitmap(visitor);
  }
}
