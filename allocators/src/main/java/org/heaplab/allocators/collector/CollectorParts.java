package org.heaplab.allocators.collector;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// What the heaps of this package are made of, whatever the scheme: one range of addresses in areas
/// of equal length, each used from its start on.
///
/// ```text
///     0              1            2              3              4               8
///     ├──────────────┼────────────┼──────────────┼──────────────┼──────────────┼ ─ ─ ─ ┤
///     │ large blocks │ their table│ first space  │ second space │ handle table │       │
///     └──────────────┴────────────┴──────────────┴──────────────┴──────────────┴ ─ ─ ─ ┘
/// ```
///
/// @param areaBytes the length of an area
/// @param quantum a power of two of which every payload and every size is a multiple
/// @param references that the client holds
/// @param large blocks that no scheme moves
/// @param work of collections, and what they have to do
record CollectorParts(
    Backing backing,
    long areaBytes,
    long quantum,
    ReferenceTable references,
    LargeObjects large,
    CollectionWork work) {
  /// The areas that are the scheme's.
  static final int FIRST_SPACE = 2;

  static final int SECOND_SPACE = 3;

  private static final int LARGE_BLOCKS = 0;
  private static final int LARGE_TABLE = 1;
  private static final int REFERENCES = 4;
  private static final int LOG_AREAS = 3;

  /// Room for the table of large blocks.
  private static final long LEAST_AREA_BYTES = 16 * Backing.PAGE_BYTES;

  /// The largest block whose size a header can say.
  private static final long MOST_AREA_BYTES = 1L << (Integer.SIZE + BlockHeader.LOG_UNIT_BYTES);

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  static CollectorParts of(long limitBytes, AlignmentRule rule) {
    long asked = Backing.addressesFor(limitBytes);
    long ofPower = asked == Long.highestOneBit(asked) ? asked : Long.highestOneBit(asked) << 1;
    long areaBytes = Math.clamp(ofPower, LEAST_AREA_BYTES, MOST_AREA_BYTES);
    var backing = new Backing(areaBytes, LOG_AREAS, limitBytes);
    return new CollectorParts(
        backing,
        areaBytes,
        rule.bytes(),
        new ReferenceTable(backing, start(backing, REFERENCES, areaBytes), areaBytes),
        new LargeObjects(
            backing,
            start(backing, LARGE_BLOCKS, areaBytes),
            start(backing, LARGE_TABLE, areaBytes),
            areaBytes),
        new CollectionWork());
  }

  private static long start(Backing backing, int area, long areaBytes) {
    return backing.base() + area * areaBytes;
  }

  /// An area in which blocks tile.
  ///
  /// @param name for the walk
  /// @param area [#FIRST_SPACE] or [#SECOND_SPACE]
  /// @param bytes at most the length of an area
  LinearSpace space(String name, int area, long bytes) {
    return new LinearSpace(name, backing, start(backing, area, areaBytes), bytes, quantum);
  }

  /// The block that a reference leads to.
  long block(int reference) {
    long payload = references.payload(reference);
    return large.contains(payload) ? LargeObjects.blockOf(payload) : payload - BlockHeader.BYTES;
  }

  /// Bytes of the block for a request.
  long blockBytes(long size) {
    return Alignment.up(Math.max(size, 1) + BlockHeader.BYTES, quantum);
  }

  /// Marks every block that the client holds. A program's objects hold references too, and a
  /// collection follows them; a trace does not say which, so that only headers are visited here.
  void markAll() {
    references.visit(
        reference -> {
          long block = block(reference);
          BlockHeader.mark(block);
          work.traced(BlockHeader.bytes(block));
        });
  }

  /// Whether a block may move now.
  boolean mayMove(int reference, long bytes) {
    return !references.isLocked(reference) && work.mayMove(bytes);
  }

  /// Moves a block, header and all, and lets its reference lead to it.
  void move(int reference, long block, long target, long bytes) {
    Memory.copy(block, target, bytes);
    references.move(reference, target + BlockHeader.BYTES);
    work.moved(bytes);
  }
}
