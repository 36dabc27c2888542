package org.heaplab.allocators.segregated;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.tagged.FreeBlocks;
import org.heaplab.allocators.mechanism.tagged.PlacementPolicy;
import org.heaplab.allocators.mechanism.tagged.TaggedBlocks;
import org.heaplab.options.Options;

/// Two-level segregated fit: a list of free blocks for each 32nd part of each power of two. A
/// request is rounded up to where a list begins, and takes the first block of that list or of the
/// next one that is not empty, found by two bitmaps. Nothing is searched, and what is not seen
/// because of the rounding is at most a 32nd part larger than the request.
///
/// From: Masmano, Ripoll, Crespo & Real, *TLSF: A New Dynamic Memory Allocator for Real-Time
/// Systems*, 2004; the same, *A Constant-Time Dynamic Storage Allocator for Real-Time Systems*,
/// 2008.
///
/// ```text
///    first level:   ⌊log₂ units⌋      second level: 32 ranges of equal length
///    1, up to 31    1 ───────────────▶ 0 0 1 1 0 … 0 1 0     a list for each size
///    32…63          0
///    64…127         1 ───────────────▶ 0 0 0 0 1 … 0 0 0     64…65, 66…67, 68…69, …
/// ```
///
/// Invariants:
///
/// 1. a free block of size n is in the list with the largest beginning that is at most n;
/// 2. a bit of the second level is set exactly when its list is not empty, and one of the first
///    level exactly when a bit of its second level is set.
///
/// The blocks are those of a [BoundaryTagHeap]. Every operation takes constant time.
public final class Tlsf implements FreeBlocks, PlacementPolicy {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      BoundaryTagHeap.entry(
              "tlsf",
              Family.SEGREGATED,
              "Masmano, Ripoll, Crespo & Real, TLSF: A New Dynamic Memory Allocator for Real-Time"
                  + " Systems, 2004",
              Tlsf::heap)
          .can(Capability.SCALES);

  private static final int LOG_RANGES = 5;
  private static final int RANGES = 1 << LOG_RANGES;

  /// One for sizes below [#RANGES], and one for each power of two from there on. A request that is
  /// rounded up may reach the last one, which has no blocks.
  private static final int LEVELS = Integer.SIZE - LOG_RANGES + 1;

  private final BoundaryTags tags;
  private final BlockLists lists;
  private final int[] secondLevels = new int[LEVELS];
  private int firstLevel;
  private long inspections;

  private Tlsf(TaggedBlocks blocks) {
    tags = blocks.tags();
    lists = new BlockLists(blocks.linkBase(), LEVELS << LOG_RANGES);
  }

  static Allocator heap(long limitBytes, Options options) {
    TaggedBlocks blocks = TaggedBlocks.of(limitBytes, options);
    var tlsf = new Tlsf(blocks);
    return new BoundaryTagHeap(blocks, tlsf, tlsf, options);
  }

  @Override
  public int find(int size) {
    int from = list(roundedUp(size));
    int level = from >>> LOG_RANGES;
    int ranges = secondLevels[level] & -1 << from;
    if (ranges == 0) {
      int levels = firstLevel & -1 << (level + 1);
      if (levels == 0) return 0;
      level = Integer.numberOfTrailingZeros(levels);
      ranges = secondLevels[level];
    }
    inspections++;
    return lists.first((level << LOG_RANGES) + Integer.numberOfTrailingZeros(ranges));
  }

  /// The smallest size from which on all lists hold blocks that are large enough.
  private static long roundedUp(int size) {
    return size < RANGES ? size : size + (1L << (Log2.floor(size) - LOG_RANGES)) - 1;
  }

  /// The number of a list: its level, and in the last bits its range.
  private static int list(long size) {
    if (size < RANGES) return (int) size;
    int log = Log2.floor(size);
    int range = (int) (size >>> (log - LOG_RANGES)) - RANGES;
    return ((log - LOG_RANGES + 1) << LOG_RANGES) + range;
  }

  @Override
  public void insert(int block) {
    int list = list(tags.size(block));
    lists.addFirst(list, block);
    secondLevels[list >>> LOG_RANGES] |= 1 << list;
    firstLevel |= 1 << (list >>> LOG_RANGES);
  }

  @Override
  public void remove(int block) {
    int list = list(tags.size(block));
    lists.remove(list, block);
    if (lists.first(list) != 0) return;
    int level = list >>> LOG_RANGES;
    secondLevels[level] &= ~(1 << list);
    if (secondLevels[level] == 0) firstLevel &= ~(1 << level);
  }

  @Override
  public long inspections() {
    return inspections;
  }
}
