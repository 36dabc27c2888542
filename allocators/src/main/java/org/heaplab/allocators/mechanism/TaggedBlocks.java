package org.heaplab.allocators.mechanism;

import java.util.function.LongUnaryOperator;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.backing.Backing;

/// Where the blocks of a heap with [BoundaryTags] lie. The tag stands in front of the payload, and
/// a free block has two links behind it. Beside the blocks there are addresses for a table of the
/// placement policy. A block is named by its number: its offset from the base in units of 8 bytes.
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
public final class TaggedBlocks {
  public static final int LOG_UNIT_BYTES = BoundaryTags.LOG_TAG_BYTES;
  public static final int UNIT_BYTES = 1 << LOG_UNIT_BYTES;
  static final int HEADER_UNITS = BoundaryTags.TAG_BYTES / UNIT_BYTES;

  /// The smallest block: when it is free, its links must have room.
  static final int MIN_UNITS = HEADER_UNITS + Links.BYTES / UNIT_BYTES;

  /// Those of the prologue, of the one block in a heap, and of the epilogue.
  private static final int MOST_TAGS = 3;

  private static final long MAX_BYTES = 1L << (BoundaryTags.LOG_MAX_UNITS + LOG_UNIT_BYTES);

  private final Backing backing;
  private final long base;
  private final long bytes;
  private final long quantumBytes;
  private final BoundaryTags tags;

  /// Blocks without a table beside them.
  public TaggedBlocks(long limitBytes, AlignmentRule rule) {
    this(limitBytes, rule, bytes -> 0);
  }

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param tableBytesFor addresses that a table needs beside so many bytes of blocks
  public TaggedBlocks(long limitBytes, AlignmentRule rule, LongUnaryOperator tableBytesFor) {
    quantumBytes = rule.bytes();
    bytes = Math.min(Backing.addressesFor(limitBytes), MAX_BYTES);
    backing = new Backing(bytes + tableBytesFor.applyAsLong(bytes), limitBytes);
    base = backing.base();
    tags = new BoundaryTags(base);
  }

  public Backing backing() {
    return backing;
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
    return base + bytes;
  }

  /// Address of the links of a block with the number 0, as [BlockLists] needs it.
  public long linkBase() {
    return tags.address(HEADER_UNITS);
  }

  TaggedNodes nodes() {
    return new TaggedNodes(base);
  }

  /// The number that a block with this payload would have.
  long blockAt(long payload) {
    return ((payload - base) >> LOG_UNIT_BYTES) - HEADER_UNITS;
  }

  /// Units of the block for a request; 0 when there can never be so many.
  int unitsFor(long size) {
    if (size < 0 || size > bytes - MOST_TAGS * BoundaryTags.TAG_BYTES) return 0;
    long blockBytes = Alignment.up(size + BoundaryTags.TAG_BYTES, quantumBytes);
    return Math.max((int) (blockBytes >>> LOG_UNIT_BYTES), MIN_UNITS);
  }

  static long payloadBytes(int units) {
    return (long) (units - HEADER_UNITS) << LOG_UNIT_BYTES;
  }
}
