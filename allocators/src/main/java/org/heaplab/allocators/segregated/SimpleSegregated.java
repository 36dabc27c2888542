package org.heaplab.allocators.segregated;

import static org.heaplab.allocators.NamedSetting.ofJohnstoneAndWilson;

import java.util.BitSet;
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
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.PowerClasses;
import org.heaplab.options.Options;

/// Simple segregated storage: a request is rounded up to a size class, and each class has pages of
/// its own, cut into equal blocks. Blocks are never split and never coalesce, and a page stays with
/// its class for ever. That is fast and needs no headers, and it costs the most memory of the
/// classical schemes when a program changes the sizes that it uses.
///
/// From: Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*, 1995, who give as an
/// example Kingsley's allocator of 4.2 BSD, with powers of two. Both sets of classes: Johnstone &
/// Wilson, *The Memory Fragmentation Problem: Solved?*, 1998, with chunks of 4 and 6 KiB.
///
/// ```text
///    page          0                   1                   2
///    blocks        ├────┬────┬────┬────┼─────────┬─────────┼─────────────────── ─ ─
///                  │ 1K │ 1K │ 1K │ 1K │ 2K      │ 2K      │ 8K
///                  └────┴────┴────┴────┴─────────┴─────────┴─────────────────── ─ ─
///    page table    class 1K            class 2K            class 8K, beginning
/// ```
///
/// A chunk is what a class gets at a time: a page, three pages for classes 3·2^N, or one block
/// where that is larger.
///
/// Invariants:
///
/// 1. chunks tile the heap from base to top, and blocks tile their chunk;
/// 2. a block is in the list of its class exactly when it is free;
/// 3. everything from base to top is committed.
///
/// Every [AlignmentRule] holds, as blocks are multiples of what it asks for and chunks begin at a
/// page. Every operation takes constant time, but for cutting a chunk and page faults. Only when
/// there is no memory for a chunk, a request takes a free block of a larger class.
public final class SimpleSegregated implements BackedAllocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "simple-segregated",
              Family.SEGREGATED,
              "Wilson, Johnstone, Neely & Boles, Dynamic Storage Allocation, 1995",
              SimpleSegregated::new)
          .can(Capability.REUSES, Capability.COUNTS, Capability.SCALES, Capability.LIMITS)
          .detects(Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS)
          .with(SizeClasses.OPTION, AlignmentRule.OPTION)
          .named(
              ofJohnstoneAndWilson("simple-segregated-2n", "classes=2n"),
              ofJohnstoneAndWilson("simple-segregated-3x2n", "classes=3x2n"));

  private static final int LOG_PAGE_BYTES = Backing.LOG_PAGE_BYTES;
  private static final int LOG_ENTRY_BYTES = 1;
  private static final int LOG_UNIT_BYTES = BlockLists.LOG_UNIT_BYTES;

  /// With it, numbers of blocks fit 31 bits.
  private static final long MAX_BYTES = (1L << (31 + LOG_UNIT_BYTES)) - Backing.PAGE_BYTES;

  private static final int LOG_POSITIONS = 2;

  /// The position of all pages of a chunk from the fourth on; no block begins there.
  private static final int BEYOND = (1 << LOG_POSITIONS) - 1;

  private final Backing backing;
  private final long base;
  private final long bytes;
  private final AlignmentRule rule;
  private final PowerClasses classes;
  private final BlockLists free;

  /// Pages that have a class.
  private int top;

  private long inspections;

  private SimpleSegregated(long limitBytes, Options options) {
    rule = AlignmentRule.of(options);
    classes = SizeClasses.of(options);
    bytes = Math.min(Backing.addressesFor(limitBytes), MAX_BYTES);
    backing = new Backing(bytes + tableBytes(), limitBytes);
    base = backing.base();
    free = new BlockLists(base - (1L << LOG_UNIT_BYTES), PowerClasses.COUNT);
  }

  private long tableBytes() {
    return Backing.wholePages(bytes >>> LOG_PAGE_BYTES << LOG_ENTRY_BYTES);
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    return size < 0 || size > bytes ? NULL : take(classFor(size, boundary), boundary);
  }

  /// Rounds to the alignment first, so that the class is a multiple of it.
  private int classFor(long size, long alignment) {
    long boundary = Math.max(alignment, rule.boundary(size));
    return classes.ceiling(Alignment.up(Math.max(size, 1), boundary));
  }

  private long take(int sizeClass, long boundary) {
    int block = free.first(sizeClass);
    if (block == 0) return takeSlow(sizeClass, boundary);
    free.remove(sizeClass, block);
    return address(block);
  }

  private long takeSlow(int sizeClass, long boundary) {
    if (addChunk(sizeClass)) return take(sizeClass, boundary);
    int larger = free.occupiedFrom(sizeClass + 1);
    while (larger >= 0 && !Alignment.holds(classes.bytes(larger), boundary)) {
      inspections++;
      larger = free.occupiedFrom(larger + 1);
    }
    return larger < 0 ? NULL : take(larger, boundary);
  }

  /// Gives a class the next pages, cut into blocks.
  ///
  /// @return false when there is no room or no memory for it, and then nothing has changed
  private boolean addChunk(int sizeClass) {
    long length = chunkBytes(sizeClass);
    long start = base + topBytes();
    if (length > bytes - topBytes()) return false;
    int pages = (int) (length >>> LOG_PAGE_BYTES);
    if (!backing.commitAll(entry(top), (long) pages << LOG_ENTRY_BYTES, start, length)) {
      return false;
    }
    for (int page = 0; page < pages; page++) {
      int position = Math.min(page, BEYOND);
      Memory.putChar(entry(top + page), sizeClass << LOG_POSITIONS | position);
    }
    top += pages;
    long blockBytes = classes.bytes(sizeClass);
    for (long block = start; block < start + length; block += blockBytes) {
      free.addLast(sizeClass, number(block));
    }
    return true;
  }

  private long chunkBytes(int sizeClass) {
    long least = classes.isPower(sizeClass) ? Backing.PAGE_BYTES : 3 * Backing.PAGE_BYTES;
    return Math.max(classes.bytes(sizeClass), least);
  }

  @Override
  public long realloc(long address, long size) {
    int sizeClass = require(address);
    if (size < 0 || size > bytes) return NULL;
    if (classFor(size, MIN_ALIGNMENT) == sizeClass) return address;
    long moved = BackedAllocator.super.realloc(address, size);
    return moved == NULL && size <= classes.bytes(sizeClass) ? address : moved;
  }

  @Override
  public void free(long address) {
    if (address != NULL) free.addFirst(require(address), number(address));
  }

  @Override
  public long usableSize(long address) {
    return classes.bytes(require(address));
  }

  /// The class of the block that begins at an address. Whether the block is used, nothing says.
  private int require(long address) {
    long offset = address - base;
    if (offset < 0 || offset >= topBytes() || !Alignment.holds(address, MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    int entry = Memory.getChar(entry((int) (offset >>> LOG_PAGE_BYTES)));
    int sizeClass = entry >>> LOG_POSITIONS;
    long position = entry & BEYOND;
    long inChunk = (position << LOG_PAGE_BYTES) + (offset & Backing.PAGE_BYTES - 1);
    if (position == BEYOND || inChunk % classes.bytes(sizeClass) != 0) {
      throw new MisuseException(Kind.INTERIOR_ADDRESS, address);
    }
    return sizeClass;
  }

  private long topBytes() {
    return (long) top << LOG_PAGE_BYTES;
  }

  /// Where the class of a page stands, and which page of its chunk it is.
  private long entry(int page) {
    return base + bytes + ((long) page << LOG_ENTRY_BYTES);
  }

  /// Lists number blocks by 8 bytes, from 1 on.
  private int number(long address) {
    return (int) ((address - base) >>> LOG_UNIT_BYTES) + 1;
  }

  private long address(int number) {
    return base + ((long) (number - 1) << LOG_UNIT_BYTES);
  }

  @Override
  public long inspections() {
    return inspections;
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    BitSet freeBlocks = freeBlocks();
    visitor.area("blocks", base, topBytes());
    for (long chunk = base, end; chunk < base + topBytes(); chunk = end) {
      int page = (int) ((chunk - base) >>> LOG_PAGE_BYTES);
      int sizeClass = Memory.getChar(entry(page)) >>> LOG_POSITIONS;
      long blockBytes = classes.bytes(sizeClass);
      end = chunk + chunkBytes(sizeClass);
      for (long block = chunk; block < end; block += blockBytes) {
        if (freeBlocks.get(number(block))) visitor.free(block, blockBytes, blockBytes);
        else visitor.used(block, block, blockBytes, 0);
      }
    }
    visitor.area("page table", base + bytes, tableBytes());
    visitor.metadata(
        base + bytes, tableBytes(), backing.committedBytes(base + bytes, tableBytes()));
    backing.walkBitmap(visitor);
  }

  private BitSet freeBlocks() {
    var numbers = new BitSet();
    for (int list = free.occupiedFrom(0); list >= 0; list = free.occupiedFrom(list + 1)) {
      for (int block = free.first(list); block != 0; block = free.next(block)) numbers.set(block);
    }
    return numbers;
  }
}
