package org.heaplab.allocators.mechanism.tagged;

import java.util.function.LongUnaryOperator;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.heaplab.allocators.mechanism.Links;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Where the blocks of a heap with [BoundaryTags] lie. The tag stands in front of the payload, and
/// a free block has two links behind it. Beside the blocks there are addresses for a table of their
/// [FreeBlocks]. A block is named by its number: its offset from the base in units of 8 bytes.
/// Sizes are multiples of a quantum, which is the bytes of the [AlignmentRule]. The first block
/// begins a tag before an address that is aligned so, and with it all others do.
///
/// ```text
///    base                                            side, at a page's start
///     ├─────────────────────────────────────────────────┼──────────────────┤
///     │ blocks                                          │ table            │
///     └─────────────────────────────────────────────────┴──────────────────┘
///
///             0                4                8
///    block ─▶ ├────────────────┴────────────────┤
///             │ tag                             │
///  payload ─▶ ├────────────────┬────────────────┤
///             │ client bytes; when free, the    │
///             │ two links      │                │
///     next ─▶ └────────────────┴────────────────┘
/// ```
///
/// With `header=0` nothing but payload is in the heap, and nothing else counts in its footprint:
/// tags and table lie in a second [Backing], which is the measurement's, not the heap's. That is
/// how Johnstone & Wilson (*The Memory Fragmentation Problem: Solved?*, 1998) look at a policy
/// without its mechanism. No program can have such a heap.
public final class TaggedBlocks {
  /// Whether headers count.
  public static final Option HEADER =
      Option.choice(
          "header", "bytes of a block's header; with 0, no bookkeeping counts at all", "8", "0");

  public static final int LOG_UNIT_BYTES = BoundaryTags.LOG_TAG_BYTES;
  public static final int UNIT_BYTES = 1 << LOG_UNIT_BYTES;

  /// Tags of the prologue, of the one block in a heap, and of the epilogue.
  private static final int MOST_TAGS = 3;

  private static final long MAX_BYTES = 1L << (BoundaryTags.LOG_MAX_UNITS + LOG_UNIT_BYTES);

  private final Backing backing;

  /// What holds tags and table: the same, or one that does not count.
  private final Backing books;

  private final long base;
  private final long bytes;
  private final long side;
  private final long quantumBytes;
  private final int headerUnits;

  /// Address of the payload of block 0.
  private final long payloadBase;

  private final BoundaryTags tags;

  /// Blocks with headers.
  ///
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param tableBytesFor addresses that a table needs beside so many bytes of blocks
  public TaggedBlocks(long limitBytes, AlignmentRule rule, LongUnaryOperator tableBytesFor) {
    this(limitBytes, rule, true, tableBytesFor);
  }

  private TaggedBlocks(
      long limitBytes, AlignmentRule rule, boolean headers, LongUnaryOperator tableBytesFor) {
    quantumBytes = rule.bytes();
    // A page less without headers, so that the number of every epilogue fits 31 bits.
    long mostBytes = headers ? MAX_BYTES : MAX_BYTES - Backing.PAGE_BYTES;
    bytes = Math.min(Backing.addressesFor(limitBytes), mostBytes);
    long tableBytes = tableBytesFor.applyAsLong(bytes);
    if (headers) {
      backing = new Backing(bytes + tableBytes, limitBytes);
      books = backing;
      side = backing.base() + bytes;
      tags = new BoundaryTags(backing.base());
    } else {
      long tagBytes = bytes + Backing.PAGE_BYTES;
      backing = new Backing(bytes, limitBytes);
      books = new Backing(tagBytes + tableBytes, Long.MAX_VALUE);
      side = books.base() + tagBytes;
      tags = new BoundaryTags(books.base());
    }
    base = backing.base();
    headerUnits = headers ? BoundaryTags.TAG_BYTES / UNIT_BYTES : 0;
    payloadBase = headers ? base + BoundaryTags.TAG_BYTES : base - UNIT_BYTES;
  }

  /// Blocks without a table beside them.
  ///
  /// @param options among them [AlignmentRule#OPTION] and [#HEADER]
  public static TaggedBlocks of(long limitBytes, Options options) {
    return of(limitBytes, options, bytes -> 0);
  }

  /// Blocks with a table beside them.
  ///
  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param options among them [AlignmentRule#OPTION] and [#HEADER]
  /// @param tableBytesFor addresses that the table needs beside so many bytes of blocks
  public static TaggedBlocks of(long limitBytes, Options options, LongUnaryOperator tableBytesFor) {
    return new TaggedBlocks(
        limitBytes, AlignmentRule.of(options), options.bytes(HEADER) > 0, tableBytesFor);
  }

  public Backing backing() {
    return backing;
  }

  /// What holds the table.
  Backing books() {
    return books;
  }

  /// Whether tags and table count in the footprint.
  private boolean booksCount() {
    return books == backing;
  }

  /// As [org.heaplab.allocators.Heap#footprintBytes].
  long footprintBytes() {
    return backing.footprintBytes() - (booksCount() ? 0 : backing.bitmapBytes());
  }

  /// The most bytes that all blocks can have.
  public long bytes() {
    return bytes;
  }

  /// The alignment of every payload.
  long quantumBytes() {
    return quantumBytes;
  }

  public BoundaryTags tags() {
    return tags;
  }

  /// The first address of the table.
  long side() {
    return side;
  }

  int headerUnits() {
    return headerUnits;
  }

  /// The smallest block: when it is free, its links must have room, and the block after it must be
  /// aligned.
  int minUnits() {
    long least = Alignment.up((long) headerUnits * UNIT_BYTES + Links.BYTES, quantumBytes);
    return (int) (least >>> LOG_UNIT_BYTES);
  }

  /// Address of the links of a block with the number 0, as [BlockLists] needs it.
  public long linkBase() {
    return payloadBase;
  }

  TaggedNodes nodes() {
    return new TaggedNodes(tags.address(0), payloadBase);
  }

  long payload(int block) {
    return payloadBase + ((long) block << LOG_UNIT_BYTES);
  }

  /// The number that a block with this payload would have.
  long blockAt(long payload) {
    return (payload - payloadBase) >> LOG_UNIT_BYTES;
  }

  /// Units of the block for a request; 0 when there can never be so many.
  int unitsFor(long size) {
    if (size < 0 || size > bytes - MOST_TAGS * BoundaryTags.TAG_BYTES) return 0;
    long blockBytes = Alignment.up(size + (long) headerUnits * UNIT_BYTES, quantumBytes);
    return Math.max((int) (blockBytes >>> LOG_UNIT_BYTES), minUnits());
  }

  long payloadBytes(int units) {
    return (long) (units - headerUnits) << LOG_UNIT_BYTES;
  }

  /// The first epilogue that may follow some units from a block on, when the heap ends at a
  /// multiple of a step; 0 when the heap can never be so large.
  int endAfter(int start, int units, long stepBytes) {
    long needed = payload(start) + (long) units * UNIT_BYTES - base;
    long rounded = Alignment.up(needed, stepBytes);
    return rounded > bytes ? 0 : (int) blockAt(base + rounded);
  }

  /// Commits what a heap with one epilogue needs to have another, which is further on.
  ///
  /// @param end 0 for a heap that is empty
  /// @return false when there is no memory for it, and then no block has changed
  boolean commit(int end, int newEnd) {
    long from = end == 0 ? base : payload(end);
    if (!booksCount()) {
      long tag = tags.address(end);
      books.commit(tag, tags.address(newEnd) + BoundaryTags.TAG_BYTES - tag);
    }
    return backing.commit(from, payload(newEnd) - from);
  }

  /// Gives back what a heap with one epilogue had beyond another.
  void release(int newEnd, int end) {
    backing.release(payload(newEnd), payload(end) - payload(newEnd));
    if (!booksCount()) {
      long kept = tags.address(newEnd) + BoundaryTags.TAG_BYTES;
      books.release(kept, tags.address(end) + BoundaryTags.TAG_BYTES - kept);
    }
  }

  /// Shows blocks, table and page bitmap, as far as they count.
  ///
  /// @param end the epilogue; 0 for a heap that is empty
  void walk(int end, FreeBlocks free, HeapVisitor visitor) {
    if (end != 0) walkBlocks(end, visitor);
    if (!booksCount()) return;
    free.walk(visitor);
    backing.walkBitmap(visitor);
  }

  private void walkBlocks(int end, HeapVisitor visitor) {
    visitor.area("blocks", base, payload(end) - base);
    long header = (long) headerUnits * UNIT_BYTES;
    if (header > 0) visitor.metadata(base, header, header);
    for (int block = HeapEnd.FIRST_BLOCK; block < end; block += tags.size(block)) {
      long blockBytes = (long) tags.size(block) * UNIT_BYTES;
      if (!tags.isUsed(block)) {
        visitor.free(payload(block) - header, blockBytes, blockBytes);
        continue;
      }
      if (header > 0) {
        visitor.metadata(payload(block) - header, header, header);
        visitor.part(HeapVisitor.Part.HEADERS, header);
      }
      visitor.used(payload(block), payload(block), blockBytes - header, 0);
    }
    if (header > 0) visitor.metadata(payload(end) - header, header, header);
  }

  /// Gives everything back.
  void close() {
    backing.close();
    books.close();
  }
}
