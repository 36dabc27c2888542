package org.heaplab.allocators.general.dlmalloc;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageSupply;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// What the system gives: a core that grows and shrinks at its end, as with sbrk, and runs of pages
/// anywhere, as with mmap. Both are cut into segments of chunks; a run may also be one mapped
/// chunk. The segment that came last has the top; it may grow, and the others are the older ones.
///
/// ```text
///    core                                maps
///     ├───────────────────────┬ ─ ─ ─ ─ ─┼──────────────┬──────────┬─────────┬ ─ ─ ─
///     │ segment               │          │ mapped chunk │ free     │ segment │
///     └───────────────────────┴ ─ ─ ─ ─ ─┴──────────────┴──────────┴─────────┴ ─ ─ ─
///
///     start  +8                                                  −24     −16     −8     end
///     ├──────┬───────┬───────┬ ─ ─ ─ ┬───────┬──────────────────┬───────┬───────┬───────┤
///     │ –    │ chunk │ chunk │       │ chunk │ top, in the last │ fence │ start │ older │
///     └──────┴───────┴───────┴ ─ ─ ─ ┴───────┴──────────────────┴───────┴───────┴───────┘
/// ```
///
/// Invariants:
///
/// 1. chunks tile a segment from start + 8 to its fence, the head of a used chunk that is too small
///    to be one;
/// 2. a segment is named by its end, which knows the start and the end of the next older one.
///
/// Memory costs a system call, and in the maps what the [PageSupply] costs.
final class CoreAndMaps {
  private static final String MAPS_ONLY = "mmap";

  /// Where segments lie.
  static final Option SEGMENTS =
      Option.choice(
          "segments",
          "where further memory comes from: the end of the heap moves, or mappings of 64 KiB and"
              + " more",
          "sbrk",
          MAPS_ONLY);

  /// How much a segment grows by.
  static final Option GRANULARITY =
      Option.powerOfTwo(
              "granularity",
              "bytes by which a segment grows and shrinks",
              "4K",
              Backing.PAGE_BYTES,
              1L << 30)
          .tried("64K");

  private static final long MAPS_GRANULARITY_BYTES = 1 << 16;

  private static final long START_BYTES = 8;
  private static final long FENCE = -24;
  private static final long START = -16;
  private static final long OLDER = -8;
  private static final long SEGMENT_BYTES = START_BYTES - FENCE;

  private final Backing backing;
  private final PageSupply maps;
  private final MappedChunks mapped;
  private final long core;
  private final long mapsStart;
  private final long granularityBytes;

  private long coreEnd;
  private long highestCoreEnd;

  /// The end of the segment that came last, or 0.
  private long end;

  private long inspections;

  /// @param limitBytes the largest footprint; [Long#MAX_VALUE] for none
  /// @param options among them [#SEGMENTS] and [#GRANULARITY]
  CoreAndMaps(long limitBytes, Options options) {
    long bytes = Backing.addressesFor(limitBytes);
    int pages = pages(bytes);
    boolean mapsOnly = options.is(SEGMENTS, MAPS_ONLY);
    long coreBytes = mapsOnly ? 0 : bytes;
    long asked = options.bytes(GRANULARITY);
    granularityBytes = mapsOnly ? Math.max(asked, MAPS_GRANULARITY_BYTES) : asked;
    backing = new Backing(coreBytes + PageSupply.addressesFor(pages), limitBytes);
    core = backing.base();
    coreEnd = core;
    mapsStart = core + coreBytes;
    maps = new PageSupply(backing, mapsStart, pages);
    mapped = new MappedChunks(maps, 2 * granularityBytes);
  }

  private static int pages(long bytes) {
    return (int) (Backing.wholePages(bytes) >>> Backing.LOG_PAGE_BYTES);
  }

  Backing backing() {
    return backing;
  }

  MappedChunks mapped() {
    return mapped;
  }

  /// The most bytes that the chunks of a segment can have, or more.
  long mostBytes() {
    return PageSupply.bytes(maps.pages());
  }

  long granularityBytes() {
    return granularityBytes;
  }

  /// Older segments looked at.
  long inspections() {
    return inspections;
  }

  /// The first chunk of the last segment.
  long firstChunk() {
    return start(end) + START_BYTES;
  }

  /// Where the chunks of the last segment end.
  long fence() {
    return end + FENCE;
  }

  private static long start(long segment) {
    return Memory.getLong(segment + START);
  }

  private static long older(long segment) {
    return Memory.getLong(segment + OLDER);
  }

  private boolean isCore(long start) {
    return start < mapsStart;
  }

  /// The run at an address where one begins.
  private int run(long address) {
    return (int) maps.pageAt(address);
  }

  /// Moves the end of the last segment up by at least so many bytes.
  ///
  /// @return false when there is no segment, no room or no memory for it
  boolean extend(long bytes) {
    if (end == 0) return false;
    long further = Alignment.up(bytes, granularityBytes);
    long start = start(end);
    if (isCore(start)) {
      if (further > mapsStart - end || !backing.commit(end, further)) return false;
    } else {
      int run = run(start);
      if (!maps.grow(run, maps.size(run) + pages(further))) return false;
    }
    place(end + further, start, older(end));
    return true;
  }

  /// Adds a segment with a chunk of at least so many bytes: the core, if it is not in use, or a
  /// run.
  ///
  /// @return false when there is no room or no memory for it
  boolean add(long bytes) {
    long length = Alignment.up(bytes + SEGMENT_BYTES, granularityBytes);
    if (coreEnd == core && length <= mapsStart - core && backing.commit(core, length)) {
      place(core + length, core, end);
      return true;
    }
    length = Alignment.up(length, MAPS_GRANULARITY_BYTES);
    int run = maps.allocate(pages(length));
    if (run == 0) return false;
    place(maps.address(run) + length, maps.address(run), end);
    return true;
  }

  /// Moves the end of the last segment down by whole pages.
  void shrink(long bytes) {
    long start = start(end);
    long oldEnd = end;
    place(end - bytes, start, older(end));
    if (isCore(start)) {
      backing.release(end, oldEnd - end);
    } else {
      int run = run(start);
      maps.shrink(run, maps.size(run) - pages(bytes));
    }
  }

  private void place(long newEnd, long start, long older) {
    end = newEnd;
    if (isCore(start)) {
      coreEnd = newEnd;
      highestCoreEnd = Math.max(highestCoreEnd, newEnd);
    }
    ChunkTags.setUsed(newEnd + FENCE, 0);
    Memory.putLong(newEnd + START, start);
    Memory.putLong(newEnd + OLDER, older);
  }

  /// Gives back all older segments in the maps that are one free chunk.
  ///
  /// @param unbin is told of that chunk before
  void releaseUnused(LongConsumer unbin) {
    long newer = end;
    for (long segment = older(newer), next; segment != 0; segment = next) {
      inspections++;
      next = older(segment);
      long start = start(segment);
      long chunk = start + START_BYTES;
      if (isCore(start) || ChunkTags.isUsed(chunk) || !isFence(chunk + ChunkTags.size(chunk))) {
        newer = segment;
        continue;
      }
      unbin.accept(chunk);
      maps.release(run(start));
      Memory.putLong(newer + OLDER, next);
    }
  }

  /// Whether the chunks of a segment end here: before its fence, there may be a rest too small to
  /// be a chunk.
  private static boolean isFence(long chunk) {
    return ChunkTags.isUsed(chunk) && ChunkTags.size(chunk) < ChunkTags.MIN_BYTES;
  }

  /// The used chunk with this payload.
  ///
  /// @throws MisuseException when there is none
  long require(long payload) {
    long chunk = payload - ChunkTags.HEAD_BYTES;
    if (Alignment.holds(payload, Heap.MIN_ALIGNMENT) && isCommitted(chunk)) {
      long size = ChunkTags.size(chunk);
      boolean isWhole = ChunkTags.isUsed(chunk) && size >= ChunkTags.MIN_BYTES;
      if (isWhole && (ChunkTags.isMapped(chunk) ? mapped.isChunk(chunk) : isTold(chunk + size))) {
        return chunk;
      }
    }
    throw new MisuseException(kindOfMisuse(payload), payload);
  }

  private boolean isCommitted(long address) {
    if (address >= core && address < coreEnd) return true;
    long page = maps.pageAt(address);
    return page >= 1 && page < maps.top() && backing.isCommittedAt(address);
  }

  /// Whether the chunk behind another knows that it is used.
  private boolean isTold(long next) {
    return isCommitted(next) && ChunkTags.isPreviousUsed(next);
  }

  /// Walks the segment, which is slow, but misuse ends a program.
  private Kind kindOfMisuse(long payload) {
    if (!Alignment.holds(payload, Heap.MIN_ALIGNMENT)) return Kind.FOREIGN_ADDRESS;
    for (long segment = end; segment != 0; segment = older(segment)) {
      long start = start(segment);
      if (payload >= start && payload < segment) return kindOfMisuse(payload, start);
    }
    boolean isTrimmed = payload >= core && payload < highestCoreEnd;
    return isTrimmed ? Kind.DOUBLE_FREE : maps.kindOfMisuse(payload);
  }

  private static Kind kindOfMisuse(long payload, long start) {
    long chunk = start + START_BYTES;
    if (ChunkTags.payload(chunk) > payload) return Kind.FOREIGN_ADDRESS;
    while (!isFence(chunk) && ChunkTags.payload(chunk) + ChunkTags.size(chunk) <= payload) {
      chunk += ChunkTags.size(chunk);
    }
    boolean isInBlock = ChunkTags.isUsed(chunk) && !isFence(chunk);
    return isInBlock ? Kind.INTERIOR_ADDRESS : Kind.DOUBLE_FREE;
  }

  void walk(HeapVisitor visitor) {
    visitor.area("core", core, coreEnd - core);
    if (coreEnd > core) walkSegment(coreEnd, visitor);
    Set<Long> segments = new HashSet<>();
    for (long segment = end; segment != 0; segment = older(segment)) segments.add(segment);
    visitor.area("maps", mapsStart, PageSupply.bytes(maps.top() - 1));
    for (int run = 1; run < maps.top(); run += maps.size(run)) {
      long start = maps.address(run);
      long bytes = PageSupply.bytes(maps.size(run));
      if (!maps.isUsed(run)) {
        visitor.free(start, bytes, backing.committedBytes(start, bytes));
      } else if (segments.contains(start + bytes)) {
        walkSegment(start + bytes, visitor);
      } else {
        mapped.show(run, visitor);
      }
    }
    maps.walkTable(visitor);
  }

  private static void walkSegment(long segment, HeapVisitor visitor) {
    long chunk = start(segment) + START_BYTES;
    visitor.metadata(start(segment), START_BYTES, START_BYTES);
    for (; !isFence(chunk); chunk += ChunkTags.size(chunk)) {
      long bytes = ChunkTags.size(chunk);
      if (ChunkTags.isUsed(chunk)) ChunkTags.show(chunk, 0, visitor);
      else visitor.free(chunk, bytes, bytes);
    }
    visitor.metadata(chunk, segment - chunk, segment - chunk);
  }
}
