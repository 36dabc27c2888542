package org.heaplab.allocators.buddy;

import java.util.function.LongFunction;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A heap of one or two [BuddyTree]s, each with blocks of its own series of sizes. A request takes
/// the smallest block that it fits into; when there is no memory for that, one of the other tree.
///
/// ```text
///    base
///     ├────────────────┬────────┬─────────────────┬────────┤
///     │ blocks         │ tags   │ blocks          │ tags   │   tags: unless they are in headers
///     └────────────────┴────────┴─────────────────┴────────┘
/// ```
///
/// With headers, the first block begins 8 bytes behind the base, so that payloads are aligned as
/// blocks are without headers.
///
/// A used block counts as payload and padding to its end, as in Johnstone & Wilson, although a
/// program that never touches the end of a large one would not make all its pages resident. A block
/// may have up to 16 GiB, and so may each tree.
final class BuddyHeap implements BackedAllocator {
  static final Option SIZE =
      Option.choice(
          "size",
          "where the size of a block stands, which a free has to know; uncounted: in a table, and no"
              + " bookkeeping counts at all",
          Place.TABLE.word,
          Place.HEADER.word,
          Place.UNCOUNTED.word);

  static final Option MIN =
      Option.powerOfTwo(
              "min",
              "bytes of the smallest block; at least 16 where it has a header",
              "16",
              BlockLists.LINK_BYTES,
              Backing.PAGE_BYTES)
          .tried(8, 64);

  /// Where tags lie.
  enum Place {
    /// In [TableTags].
    TABLE("table"),
    /// In [HeaderTags].
    HEADER("header"),
    /// In [TableTags] that are the measurement's, not the heap's: so Johnstone & Wilson look at a
    /// policy without its mechanism. No program can have such a heap.
    UNCOUNTED("uncounted");

    private final String word;

    Place(String word) {
      this.word = word;
    }

    static Place of(Options options) {
      for (Place place : values()) {
        if (options.is(SIZE, place.word)) return place;
      }
      throw new IllegalStateException("an option has one of its values: " + SIZE.name());
    }
  }

  /// The sizes of the blocks of a tree.
  ///
  /// @param unitBytes the smallest
  /// @param upTo makes the series up to so many units
  /// @param alignsLargeBlocks whether a block of at least an alignment has that alignment
  record Series(long unitBytes, LongFunction<BuddySystem> upTo, boolean alignsLargeBlocks) {}

  private static final int LOG_MAX_TREE_BYTES = 34;

  /// Addresses for each byte of the limit: free blocks hold addresses but no memory.
  private static final int LOG_SPREAD = 2;

  private final Backing backing;

  /// What holds tables: the same, or one that does not count.
  private final Backing books;

  private final BuddyTree tree;

  /// The second tree, or the first where there is only one.
  private final BuddyTree other;

  private final Place place;
  private final boolean alignsLargeBlocks;

  /// The alignment of every payload.
  private final long payloadAlignment;

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param options among them [#SIZE] and [DirtyPages#OPTION]
  /// @param series one or two
  BuddyHeap(long limitBytes, Options options, Series... series) {
    this(limitBytes, Place.of(options), series);
    backing.keepDirty(options);
  }

  BuddyHeap(long limitBytes, Place place, Series... series) {
    long treeBytes =
        1L
            << Math.min(
                Log2.ceiling(Backing.addressesFor(limitBytes)) + LOG_SPREAD, LOG_MAX_TREE_BYTES);
    this.place = place;
    long bytes = 0;
    long bookBytes = 0;
    for (Series one : series) {
      bytes += addressesFor(treeBytes, one);
      bookBytes += tableBytes(treeBytes, one);
    }
    this.backing = new Backing(bytes, limitBytes);
    this.books = place == Place.UNCOUNTED ? new Backing(bookBytes, Long.MAX_VALUE) : backing;
    this.alignsLargeBlocks = place != Place.HEADER && series[0].alignsLargeBlocks();
    this.tree = tree(backing.base(), books.base(), treeBytes, series[0]);
    long next = backing.base() + addressesFor(treeBytes, series[0]);
    long nextTable = books.base() + tableBytes(treeBytes, series[0]);
    this.other = series.length == 1 ? tree : tree(next, nextTable, treeBytes, series[1]);
    long boundary = place == Place.HEADER ? 2 * HeaderTags.BYTES : Backing.PAGE_BYTES;
    for (Series one : series) {
      boundary = Math.min(boundary, Long.lowestOneBit(one.unitBytes()));
    }
    this.payloadAlignment = boundary;
  }

  /// The smallest block that an option asks for.
  ///
  /// @throws IllegalArgumentException when it cannot hold a header and the links of a free block
  static long minBytes(Options options) {
    long bytes = options.bytes(MIN);
    long least = BlockLists.LINK_BYTES + HeaderTags.BYTES;
    if (Place.of(options) == Place.HEADER && bytes < least) {
      throw new IllegalArgumentException(
          "option min must be at least %d with size=header: %d".formatted(least, bytes));
    }
    return bytes;
  }

  private static long areaBytes(long treeBytes) {
    return Backing.wholePages(treeBytes + HeaderTags.BYTES);
  }

  private static long tableBytes(long treeBytes, Series series) {
    return Backing.wholePages(treeBytes / series.unitBytes());
  }

  /// In the backing of the blocks.
  private long addressesFor(long treeBytes, Series series) {
    return areaBytes(treeBytes) + (place == Place.TABLE ? tableBytes(treeBytes, series) : 0);
  }

  /// @param uncounted where its table begins if that does not count
  private BuddyTree tree(long base, long uncounted, long treeBytes, Series series) {
    long origin = place == Place.HEADER ? base + HeaderTags.BYTES : base;
    BuddyGrid grid = BuddyGrid.of(origin, series.unitBytes());
    BuddyTags tags =
        switch (place) {
          case HEADER -> new HeaderTags(backing, grid);
          case TABLE -> new TableTags(backing, base + areaBytes(treeBytes), true);
          case UNCOUNTED -> new TableTags(books, uncounted, false);
        };
    BuddySystem system = series.upTo().apply(treeBytes / series.unitBytes());
    return new BuddyTree(new BuddyBlocks(backing, system, grid, tags));
  }

  @Override
  public long malloc(long size) {
    if (Long.compareUnsigned(size, Backing.MAX_BYTES) > 0) return NULL;
    long payload = Math.max(size, 1);
    if (tree == other) return allocate(tree, payload);
    boolean isOther = blockBytes(other, payload) < blockBytes(tree, payload);
    long address = allocate(isOther ? other : tree, payload);
    return address != NULL ? address : allocate(isOther ? tree : other, payload);
  }

  private static long blockBytes(BuddyTree tree, long payload) {
    int order = tree.blocks().orderFor(payload);
    return order < 0 ? Long.MAX_VALUE : tree.blocks().bytes(order);
  }

  private static long allocate(BuddyTree tree, long payload) {
    int order = tree.blocks().orderFor(payload);
    if (order < 0) return NULL;
    long block = tree.allocate(order);
    return block == BuddyTree.NONE ? NULL : tree.blocks().usualPayload(block);
  }

  /// Takes a block that is aligned by itself, or begins the payload inside a block that is large
  /// enough wherever it lies.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    if (boundary <= payloadAlignment) return malloc(size);
    if (Long.compareUnsigned(size, Backing.MAX_BYTES) > 0) return NULL;
    if (alignsLargeBlocks) return allocate(tree, Math.max(size, boundary));
    long usual = malloc(Math.max(size, 1) + boundary);
    if (usual == NULL) return NULL;
    long payload = Alignment.up(usual + Long.BYTES, boundary);
    BuddyTree holder = holder(usual);
    holder.blocks().shift(holder.require(usual), payload);
    return payload;
  }

  @Override
  public long realloc(long address, long size) {
    BuddyTree holder = holder(address);
    long block = holder.require(address);
    if (Long.compareUnsigned(size, Backing.MAX_BYTES) > 0) return NULL;
    if (holder.blocks().isShifted(block)) {
      if (size <= holder.blocks().usableSize(block)) return address;
    } else {
      int order = holder.blocks().orderFor(Math.max(size, 1));
      if (order >= 0 && holder.resize(block, order)) return address;
    }
    return BackedAllocator.super.realloc(address, size);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    BuddyTree holder = holder(address);
    holder.free(holder.require(address));
  }

  @Override
  public long usableSize(long address) {
    BuddyTree holder = holder(address);
    return holder.blocks().usableSize(holder.require(address));
  }

  private BuddyTree holder(long address) {
    if (tree.holds(address)) return tree;
    if (other.holds(address)) return other;
    throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
  }

  @Override
  public long inspections() {
    return tree.inspections() + (other == tree ? 0 : other.inspections());
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public long footprintBytes() {
    return backing.footprintBytes() - (books == backing ? 0 : backing.bitmapBytes());
  }

  @Override
  public void walk(HeapVisitor visitor) {
    tree.walk(visitor);
    if (other != tree) other.walk(visitor);
    if (books == backing) backing.walkBitmap(visitor);
  }

  @Override
  public void close() {
    backing.close();
    books.close();
  }
}
